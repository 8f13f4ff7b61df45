package io.settlement.ledger.shard;

import io.settlement.ledger.AccountType;
import io.settlement.ledger.DebitBatch;
import io.settlement.ledger.DebitItem;
import io.settlement.ledger.DebitOutcome;
import io.settlement.ledger.KeyOfAccount;
import io.settlement.ledger.RejectionReason;
import io.settlement.ledger.Transfer;
import io.settlement.ledger.TransferInstruction;
import io.settlement.ledger.TransferKind;
import io.settlement.ledger.TransferStatus;
import io.settlement.ledger.shard.LockedAccounts.Locked;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The debit of one batch, once: the batch row first (it is the fence), then the payers' locks, the keys already
 * stored, a decision per instruction on the locked rows, and everything written.
 */
final class DebitTransaction {

    private final LedgerSession session;
    private final DebitBatch batch;
    private final Instant now;
    private final long txnId;
    private final JournalWriter journal;
    private final List<DebitOutcome> outcomes = new ArrayList<>();
    private final List<Transfer> created = new ArrayList<>();
    private final List<PostingRow> postings = new ArrayList<>();

    DebitTransaction(LedgerSession session, DebitBatch batch, Instant now) {
        this.session = session;
        this.batch = batch;
        this.now = now;
        this.txnId = batch.id().value();
        this.journal = new JournalWriter(session, txnId);
    }

    /** One outcome per item, in the order of the batch. */
    List<DebitOutcome> run() throws SQLException {
        DebitBatchRow.insert(session, batch.id());
        var instructions = batch.items().stream().map(DebitItem::instruction).toList();
        var accounts = LockedAccounts.lock(
                session,
                instructions.stream().map(TransferInstruction::keyAccount).toList());
        var stored = TransferRow.findByKeys(
                session, instructions.stream().map(KeyOfAccount::of).toList());
        batch.items().forEach(item -> outcomes.add(decide(item, accounts, stored)));
        write(accounts);
        return outcomes;
    }

    private DebitOutcome decide(DebitItem item, LockedAccounts accounts, Map<KeyOfAccount, Transfer> stored) {
        var instruction = item.instruction();
        var account = accounts.find(instruction.keyAccount());
        if (account.isEmpty()) {
            return new DebitOutcome.NotStored(
                    isDeposit(instruction) ? RejectionReason.DESTINATION_UNKNOWN : RejectionReason.SOURCE_UNKNOWN);
        }
        // Before the stored key is looked at: who may not debit the account must not learn what stands under its keys.
        if (!item.by().covers(account.get().owner)) {
            return new DebitOutcome.Forbidden();
        }
        var earlier = stored.get(KeyOfAccount.of(instruction));
        if (earlier != null) {
            return DebitOutcome.ofStoredRow(earlier, instruction);
        }
        var refusal = isDeposit(instruction)
                ? CreditRules.refusal(account.get(), instruction.amount())
                : debitRefusal(account.get(), instruction);
        var transfer =
                new Transfer(item.transferId(), instruction, statusOf(instruction, refusal), refusal, batch.id());
        if (refusal.isEmpty()) {
            post(transfer, account.get());
        }
        created.add(transfer);
        // The same key in another acting owner's name is a replay, also within the batch.
        stored.put(KeyOfAccount.of(instruction), transfer);
        return new DebitOutcome.Stored(transfer, false);
    }

    private static Optional<RejectionReason> debitRefusal(Locked payer, TransferInstruction instruction) {
        if (payer.status.isClosing()) {
            return Optional.of(RejectionReason.SOURCE_CLOSED);
        }
        if (!payer.status.allowsDebit()) {
            return Optional.of(RejectionReason.SOURCE_FROZEN);
        }
        if (!payer.currency.equals(instruction.amount().currency())) {
            return Optional.of(RejectionReason.SOURCE_CURRENCY_MISMATCH);
        }
        return payer.covers(instruction.amount().minorUnits())
                ? Optional.empty()
                : Optional.of(RejectionReason.INSUFFICIENT_FUNDS);
    }

    private static TransferStatus statusOf(TransferInstruction instruction, Optional<RejectionReason> refusal) {
        if (refusal.isPresent()) {
            return TransferStatus.REJECTED;
        }
        return instruction.kind() == TransferKind.TRANSFER ? TransferStatus.DEBITED : TransferStatus.SETTLED;
    }

    private void post(Transfer transfer, Locked account) {
        var instruction = transfer.instruction();
        long amount = instruction.amount().minorUnits();
        long change = isDeposit(instruction) ? amount : -amount;
        var kind = isDeposit(instruction) ? PostingRow.Kind.DEPOSIT : PostingRow.Kind.DEBIT;
        var contra = instruction.kind() == TransferKind.TRANSFER ? AccountType.CLEARING : AccountType.NOSTRO;
        postings.add(account.post(kind, change, transfer.id().value(), txnId));
        journal.addInternal(contra, account.currency, -change);
    }

    private void write(LockedAccounts accounts) throws SQLException {
        try {
            TransferRow.insertAll(session, created);
        } catch (SQLException failed) {
            // The payer's lock keeps two debits of one key apart, so a duplicate is an id: a clash, not a replay.
            if (DatabaseTrouble.isDuplicateKey(failed)) {
                throw new BatchClash(batch.id(), failed);
            }
            throw failed;
        }
        PostingRow.insertAll(session, postings);
        accounts.writeBack();
        var open = created.stream()
                .filter(transfer -> transfer.status() == TransferStatus.DEBITED)
                .map(Transfer::id)
                .toList();
        if (!open.isEmpty()) {
            DebitBatchRow.open(session, batch.id(), open);
        }
        closeJournal();
    }

    /** A batch cannot change its id on the way: it is what the half message says. */
    private void closeJournal() throws SQLException {
        try {
            journal.close("DEBIT", now);
        } catch (ShardTransactions.RedoTransaction idTaken) {
            throw new BatchClash(batch.id(), idTaken.getCause());
        }
    }

    private static boolean isDeposit(TransferInstruction instruction) {
        return instruction.kind() == TransferKind.DEPOSIT;
    }
}

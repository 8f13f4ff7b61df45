package io.settlement.ledger.shard;

import io.settlement.ledger.AccountId;
import io.settlement.ledger.AccountType;
import io.settlement.ledger.DebitBatch;
import io.settlement.ledger.DebitItem;
import io.settlement.ledger.DebitOutcome;
import io.settlement.ledger.KeyOfAccount;
import io.settlement.ledger.LedgerInvariantViolated;
import io.settlement.ledger.PostingKind;
import io.settlement.ledger.RejectionReason;
import io.settlement.ledger.Transfer;
import io.settlement.ledger.TransferId;
import io.settlement.ledger.TransferInstruction;
import io.settlement.ledger.TransferKind;
import io.settlement.ledger.TransferStatus;
import io.settlement.simulation.steps.Operation;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The debit of one batch in memory, once: the steps and rules of {@link DebitTransaction}. */
final class InMemoryDebit {

    private final InMemoryLedger ledger;
    private final InMemoryShard shard;
    private final InMemoryTransaction transaction;
    private final DebitBatch batch;
    private final Map<KeyOfAccount, Transfer> stored = new HashMap<>();
    private final List<Transfer> created = new ArrayList<>();

    InMemoryDebit(InMemoryLedger ledger, InMemoryShard shard, InMemoryTransaction transaction, DebitBatch batch) {
        this.ledger = ledger;
        this.shard = shard;
        this.transaction = transaction;
        this.batch = batch;
    }

    List<DebitOutcome> run() {
        transaction.lock(batch.id());
        if (shard.batches.containsKey(batch.id())) {
            throw clash("batch");
        }
        var accounts = transaction.accounts(batch.items().stream()
                .map(item -> item.instruction().keyAccount())
                .toList());
        batch.items().stream().filter(ledger::keyIsLookedFor).forEach(this::findStored);
        var outcomes =
                batch.items().stream().map(item -> decide(item, accounts)).toList();
        write();
        return outcomes;
    }

    private void findStored(DebitItem item) {
        var key = KeyOfAccount.of(item.instruction());
        Optional.ofNullable(shard.keys.get(key)).ifPresent(id -> stored.put(key, shard.transfers.get(id)));
    }

    private DebitOutcome decide(DebitItem item, Map<AccountId, InMemoryAccount.Draft> accounts) {
        var instruction = item.instruction();
        var account = accounts.get(instruction.keyAccount());
        if (account == null) {
            return new DebitOutcome.NotStored(
                    isDeposit(instruction) ? RejectionReason.DESTINATION_UNKNOWN : RejectionReason.SOURCE_UNKNOWN);
        }
        if (!item.by().covers(account.account().owner)) {
            return new DebitOutcome.Forbidden();
        }
        var earlier = stored.get(KeyOfAccount.of(instruction));
        if (earlier != null) {
            return DebitOutcome.ofStoredRow(earlier, instruction);
        }
        requireSound(instruction);
        var refusal =
                isDeposit(instruction) ? InMemoryCredit.refusal(account, instruction) : refusal(account, instruction);
        var transfer =
                new Transfer(item.transferId(), instruction, statusOf(instruction, refusal), refusal, batch.id());
        if (refusal.isEmpty()) {
            post(transfer, account);
        }
        created.add(transfer);
        stored.put(KeyOfAccount.of(instruction), transfer);
        return new DebitOutcome.Stored(transfer, false);
    }

    private void requireSound(TransferInstruction instruction) {
        if (ledger.isPoison(Operation.DEBIT, instruction)) {
            throw new LedgerInvariantViolated("instruction " + instruction.key(), "one that can be debited", "poison");
        }
    }

    private Optional<RejectionReason> refusal(InMemoryAccount.Draft payer, TransferInstruction instruction) {
        if (payer.account().status.isClosing()) {
            return Optional.of(RejectionReason.SOURCE_CLOSED);
        }
        if (!payer.account().status.allowsDebit()) {
            return Optional.of(RejectionReason.SOURCE_FROZEN);
        }
        if (!payer.account().currency.equals(instruction.amount().currency())) {
            return Optional.of(RejectionReason.SOURCE_CURRENCY_MISMATCH);
        }
        return payer.covers(instruction.amount().minorUnits()) || !ledger.fundsAreChecked()
                ? Optional.empty()
                : Optional.of(RejectionReason.INSUFFICIENT_FUNDS);
    }

    private static TransferStatus statusOf(TransferInstruction instruction, Optional<RejectionReason> refusal) {
        if (refusal.isPresent()) {
            return TransferStatus.REJECTED;
        }
        return instruction.kind() == TransferKind.TRANSFER ? TransferStatus.DEBITED : TransferStatus.SETTLED;
    }

    private void post(Transfer transfer, InMemoryAccount.Draft account) {
        var instruction = transfer.instruction();
        long amount = instruction.amount().minorUnits();
        long change = isDeposit(instruction) ? amount : -amount;
        account.post(isDeposit(instruction) ? PostingKind.DEPOSIT : PostingKind.DEBIT, change, transfer.id());
        var contra = instruction.kind() == TransferKind.TRANSFER ? AccountType.CLEARING : AccountType.NOSTRO;
        transaction.addInternal(contra, instruction.amount().currency(), -change);
    }

    private void write() {
        for (var transfer : created) {
            transaction.lock(transfer.id());
            if (shard.transfers.containsKey(transfer.id())) {
                throw clash("transfer");
            }
            transaction.write(() -> insert(transfer));
        }
        transaction.lock(InMemoryShard.HEAD);
        var row = new InMemoryBatch(batch.id(), false, open(), shard.steps.now());
        transaction.write(() -> shard.batches.put(batch.id(), row));
    }

    private void insert(Transfer transfer) {
        shard.transfers.put(transfer.id(), transfer);
        shard.keys.put(KeyOfAccount.of(transfer.instruction()), transfer.id());
        shard.debitedBy.put(transfer.id(), transaction.owner());
    }

    private List<TransferId> open() {
        return created.stream()
                .filter(transfer -> transfer.status() == TransferStatus.DEBITED)
                .map(Transfer::id)
                .toList();
    }

    private BatchClash clash(String of) {
        return new BatchClash(batch.id(), new SQLException("the id of a " + of + " is taken"));
    }

    private static boolean isDeposit(TransferInstruction instruction) {
        return instruction.kind() == TransferKind.DEPOSIT;
    }
}

package io.settlement.ledger.shard;

import io.settlement.ledger.AccountId;
import io.settlement.ledger.AccountType;
import io.settlement.ledger.LedgerInvariantViolated;
import io.settlement.ledger.LegOutcome;
import io.settlement.ledger.PostingKind;
import io.settlement.ledger.RejectionReason;
import io.settlement.ledger.Transfer;
import io.settlement.ledger.TransferInstruction;
import io.settlement.money.Money;
import io.settlement.simulation.steps.Operation;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The credit of a group on its payees' shard in memory, once: the steps and rules of {@link CreditTransaction}. */
final class InMemoryCredit {

    private final InMemoryLedger ledger;
    private final InMemoryShard shard;
    private final InMemoryTransaction transaction;
    private final List<Transfer> transfers;
    private final List<CommittedLeg> decided = new ArrayList<>();

    InMemoryCredit(
            InMemoryLedger ledger, InMemoryShard shard, InMemoryTransaction transaction, List<Transfer> transfers) {
        this.ledger = ledger;
        this.shard = shard;
        this.transaction = transaction;
        this.transfers = transfers;
    }

    /** All legs of the group, the new ones included. */
    List<CommittedLeg> run() {
        transfers.forEach(this::requireSound);
        var payees = transaction.accounts(
                transfers.stream().map(t -> t.instruction().destination()).toList());
        List<CommittedLeg> legs = new ArrayList<>();
        for (var transfer : transfers) {
            var standing = shard.legs.get(transfer.id());
            if (standing != null && ledger.legIsLookedFor(transfer)) {
                legs.add(standing);
            } else {
                decided.add(decide(transfer, payees));
            }
        }
        insert();
        legs.addAll(decided);
        return legs;
    }

    private void requireSound(Transfer transfer) {
        if (ledger.isPoison(Operation.CREDIT, transfer.instruction())) {
            throw new LedgerInvariantViolated("transfer " + transfer.id(), "one that can be credited", "poison");
        }
    }

    private CommittedLeg decide(Transfer transfer, Map<AccountId, InMemoryAccount.Draft> payees) {
        var instruction = transfer.instruction();
        var payee = payees.get(instruction.destination());
        var refusal = payee == null ? Optional.of(RejectionReason.DESTINATION_UNKNOWN) : refusal(payee, instruction);
        if (refusal.isPresent()) {
            return new CommittedLeg(transfer.id(), LegOutcome.REFUSED, refusal);
        }
        long amount = instruction.amount().minorUnits();
        payee.post(PostingKind.CREDIT, amount, transfer.id());
        transaction.addInternal(AccountType.DUE, instruction.amount().currency(), -amount);
        return new CommittedLeg(transfer.id(), LegOutcome.CREDITED, Optional.empty());
    }

    /** What {@link CreditRules} says of a row. */
    static Optional<RejectionReason> refusal(InMemoryAccount.Draft payee, TransferInstruction instruction) {
        var account = payee.account();
        var amount = instruction.amount();
        if (account.status.isClosing()) {
            return Optional.of(RejectionReason.DESTINATION_CLOSED);
        }
        if (!account.status.allowsCredit()) {
            return Optional.of(RejectionReason.DESTINATION_FROZEN);
        }
        if (!account.currency.equals(amount.currency())) {
            return Optional.of(RejectionReason.DESTINATION_CURRENCY_MISMATCH);
        }
        return payee.balance() <= Money.MAX_BALANCE - amount.minorUnits()
                ? Optional.empty()
                : Optional.of(RejectionReason.DESTINATION_BALANCE_OVERFLOW);
    }

    /** A leg that came while its id was waited for is another's decision: look again from the start. */
    private void insert() {
        if (decided.isEmpty()) {
            return;
        }
        for (var leg : decided.stream()
                .sorted(Comparator.comparing(CommittedLeg::transferId))
                .toList()) {
            var known = shard.legs.get(leg.transferId());
            transaction.lock(leg.transferId());
            if (shard.legs.get(leg.transferId()) != known) {
                throw new ShardTransactions.RedoTransaction(new SQLException("the leg is there already"));
            }
            transaction.write(() -> shard.legs.put(leg.transferId(), leg));
        }
        transaction.lock(InMemoryShard.HEAD);
    }
}

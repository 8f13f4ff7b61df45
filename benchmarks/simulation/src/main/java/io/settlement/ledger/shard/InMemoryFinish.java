package io.settlement.ledger.shard;

import io.settlement.ledger.AccountType;
import io.settlement.ledger.LedgerInvariantViolated;
import io.settlement.ledger.LegOutcome;
import io.settlement.ledger.PostingKind;
import io.settlement.ledger.Transfer;
import io.settlement.ledger.TransferId;
import io.settlement.ledger.TransferStatus;
import io.settlement.simulation.steps.Operation;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The finish of transfers of one shard in memory, once: the steps and rules of {@link FinishTransaction}. */
final class InMemoryFinish {

    private final InMemoryLedger ledger;
    private final InMemoryShard shard;
    private final InMemoryTransaction transaction;
    private final Map<TransferId, CommittedLeg> legs;

    InMemoryFinish(
            InMemoryLedger ledger,
            InMemoryShard shard,
            InMemoryTransaction transaction,
            Collection<CommittedLeg> legs) {
        this.ledger = ledger;
        this.shard = shard;
        this.transaction = transaction;
        this.legs = legs.stream()
                .collect(Collectors.toMap(
                        CommittedLeg::transferId, Function.identity(), InMemoryFinish::requireOneDecision));
    }

    private static CommittedLeg requireOneDecision(CommittedLeg one, CommittedLeg other) {
        if (one.outcome() != other.outcome()) {
            throw new LedgerInvariantViolated("leg of transfer " + one.transferId(), one, other);
        }
        return one;
    }

    /** The transfers that were moved, as they stand after it. */
    List<Transfer> run() {
        transaction.lockAll(legs.keySet());
        var open = legs.keySet().stream()
                .sorted()
                .map(shard.transfers::get)
                .filter(Objects::nonNull)
                .filter(ledger::isFinishable)
                .toList();
        if (open.isEmpty()) {
            return List.of();
        }
        open.forEach(this::requireSound);
        var payers = transaction.accounts(open.stream()
                .filter(transfer -> !isCredited(transfer))
                .map(transfer -> transfer.instruction().source())
                .toList());
        var moved = open.stream().map(this::moved).toList();
        for (var transfer : moved) {
            var amount = transfer.instruction().amount();
            transaction.addInternal(AccountType.CLEARING, amount.currency(), -amount.minorUnits());
            if (isCredited(transfer)) {
                transaction.addInternal(AccountType.DUE, amount.currency(), amount.minorUnits());
            } else {
                payers.get(transfer.instruction().source())
                        .post(PostingKind.REVERSAL, amount.minorUnits(), transfer.id());
            }
        }
        transaction.lockAll(moved.stream().map(Transfer::debitTxn).toList());
        transaction.lock(InMemoryShard.HEAD);
        moved.forEach(transfer -> transaction.write(() -> update(transfer)));
        return moved;
    }

    private void requireSound(Transfer transfer) {
        if (ledger.isPoison(Operation.FINISH, transfer.instruction())) {
            throw new LedgerInvariantViolated("transfer " + transfer.id(), "one that can be finished", "poison");
        }
    }

    private boolean isCredited(Transfer transfer) {
        return legs.get(transfer.id()).outcome() == LegOutcome.CREDITED;
    }

    private Transfer moved(Transfer transfer) {
        var leg = legs.get(transfer.id());
        return new Transfer(
                transfer.id(), transfer.instruction(), statusAfter(leg.outcome()), leg.reason(), transfer.debitTxn());
    }

    private static TransferStatus statusAfter(LegOutcome outcome) {
        return TransferStatus.DEBITED.after(outcome);
    }

    private void update(Transfer transfer) {
        shard.transfers.put(transfer.id(), transfer);
        shard.batches.get(transfer.debitTxn()).open--;
        shard.parked.remove(transfer.id());
    }
}

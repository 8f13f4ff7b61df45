package io.settlement.ledger.shard;

import io.settlement.ledger.LegOutcome;
import io.settlement.ledger.RejectionReason;
import io.settlement.ledger.ShardId;
import io.settlement.ledger.Transfer;
import io.settlement.simulation.steps.Operation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The payee's side in memory. */
final class InMemoryDestination implements DestinationLedger {

    private final InMemoryLedger ledger;

    InMemoryDestination(InMemoryLedger ledger) {
        this.ledger = ledger;
    }

    @Override
    public List<CommittedLeg> credit(ShardId shard, List<Transfer> transfers) {
        var group = JdbcDestinationLedger.eachOnce(transfers);
        var here = ledger.shard(shard);
        return here.run(Operation.CREDIT, transaction -> new InMemoryCredit(ledger, here, transaction, group).run());
    }

    @Override
    public List<CommittedLeg> legs(ShardId shard, Collection<Transfer> transfers) {
        var here = ledger.shard(shard);
        return here.read(
                Operation.READ_LEGS,
                () -> transfers.stream()
                        .map(transfer -> here.legs.get(transfer.id()))
                        .filter(Objects::nonNull)
                        .toList());
    }

    /** Of the operator's tools, which no simulation has. */
    @Override
    public List<LegForecast> forecast(ShardId shard, List<Transfer> transfers) {
        throw new UnsupportedOperationException("a forecast in memory");
    }

    @Override
    public List<CommittedLeg> giveUp(ShardId shard, List<Transfer> transfers) {
        var here = ledger.shard(shard);
        var group = JdbcDestinationLedger.eachOnce(transfers);
        return here.run(Operation.GIVE_UP, transaction -> refuse(here, transaction, group));
    }

    private static List<CommittedLeg> refuse(
            InMemoryShard shard, InMemoryTransaction transaction, List<Transfer> transfers) {
        transaction.lockAll(transfers.stream().map(Transfer::id).toList());
        List<CommittedLeg> standing = new ArrayList<>();
        for (var transfer : transfers) {
            var leg = Optional.ofNullable(shard.legs.get(transfer.id()))
                    .orElseGet(() ->
                            new CommittedLeg(transfer.id(), LegOutcome.REFUSED, Optional.of(RejectionReason.GIVEN_UP)));
            standing.add(leg);
            transaction.write(() -> shard.legs.put(transfer.id(), leg));
        }
        transaction.lock(InMemoryShard.HEAD);
        return standing;
    }
}

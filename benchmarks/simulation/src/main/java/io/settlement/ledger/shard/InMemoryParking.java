package io.settlement.ledger.shard;

import io.settlement.ledger.ShardId;
import io.settlement.ledger.TransferId;
import io.settlement.simulation.steps.Operation;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Parked transfers in memory. */
final class InMemoryParking implements Parking {

    private final InMemoryLedger ledger;

    InMemoryParking(InMemoryLedger ledger) {
        this.ledger = ledger;
    }

    @Override
    public void park(ShardId sourceShard, TransferId transfer, Stage stage, String reason) {
        var here = ledger.shard(sourceShard);
        here.run(Operation.PARK, transaction -> {
            transaction.lock(transfer);
            var row = here.transfers.get(transfer);
            if (row != null && !row.status().isFinal() && !here.parked.containsKey(transfer)) {
                var parked = new Parked(transfer, stage, reason, here.steps.now());
                transaction.write(() -> here.parked.put(transfer, parked));
            }
            return null;
        });
    }

    @Override
    public List<Parked> list(ShardId shard, long after) {
        var here = ledger.shard(shard);
        return here.read(
                Operation.READ_PARKED,
                () -> here.parked.values().stream()
                        .filter(parked -> parked.transferId().value() > after)
                        .limit(MOST_LISTED)
                        .toList());
    }

    @Override
    public Set<TransferId> among(ShardId shard, Collection<TransferId> transfers) {
        var here = ledger.shard(shard);
        return here.read(Operation.READ_PARKED, () -> {
            Set<TransferId> parked = new HashSet<>(transfers);
            parked.retainAll(here.parked.keySet());
            return parked;
        });
    }
}

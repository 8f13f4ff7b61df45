package io.settlement.consumer.sweeping;

import io.settlement.consumer.settlement.Fate;
import io.settlement.consumer.settlement.Settlement;
import io.settlement.consumer.settlement.Settler;
import io.settlement.ledger.ShardId;
import io.settlement.ledger.TransferId;
import io.settlement.ledger.shard.OpenWork;
import io.settlement.ledger.shard.OpenWork.OpenBatch;
import io.settlement.ledger.shard.Parking;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One look at the open batches of a shard. A parked transfer is not credited again, for it broke its group; it is
 * finished where the payee's shard has decided meanwhile. Two processes at once do no harm, the lease only saves work.
 */
final class ShardSweep {

    private static final Logger log = LoggerFactory.getLogger(ShardSweep.class);

    private final OpenWork openWork;
    private final Parking parking;
    private final Settler settler;
    private final SweeperProperties properties;
    private final String holder;

    ShardSweep(OpenWork openWork, Parking parking, Settler settler, SweeperProperties properties, String holder) {
        this.openWork = openWork;
        this.parking = parking;
        this.settler = settler;
        this.properties = properties;
        this.holder = holder;
    }

    /** Sweeps what is due now; answers how many batches that were. Exceptions are the shard's trouble. */
    int sweep(ShardId shard) {
        int swept = 0;
        int found;
        do {
            if (!openWork.leaseSweeper(shard, holder, properties.lease())) {
                return swept;
            }
            var due = openWork.due(shard, properties.age(), properties.batches());
            if (!due.isEmpty()) {
                sweep(shard, due);
            }
            found = due.size();
            swept += found;
        } while (found == properties.batches());
        return swept;
    }

    private void sweep(ShardId shard, List<OpenBatch> due) {
        var parked =
                parking.list(shard).stream().map(Parking.Parked::transferId).collect(Collectors.toSet());
        var settled = settler.settle(ids(due).filter(id -> !parked.contains(id)).toList());
        var decided = settler.finishDecided(ids(due).filter(parked::contains).toList());
        due.stream()
                .filter(batch -> isOpen(batch, settled) || isOpen(batch, decided))
                .forEach(batch -> openWork.postpone(shard, batch.id(), properties.pauseAfter(batch.sweeps())));
        log.info("{}: swept {} batches: {}; parked ones: {}", shard, due.size(), settled.summary(), decided.summary());
    }

    private static Stream<TransferId> ids(List<OpenBatch> batches) {
        return batches.stream().flatMap(batch -> batch.transfers().stream());
    }

    private static boolean isOpen(OpenBatch batch, Settlement settlement) {
        return batch.transfers().stream()
                .map(settlement.fates()::get)
                .anyMatch(fate -> fate instanceof Fate.LeftOver || fate instanceof Fate.Parked);
    }
}

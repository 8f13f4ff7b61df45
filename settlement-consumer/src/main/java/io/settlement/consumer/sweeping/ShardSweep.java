package io.settlement.consumer.sweeping;

import io.settlement.consumer.settlement.Fate;
import io.settlement.consumer.settlement.Settlement;
import io.settlement.consumer.settlement.Settler;
import io.settlement.ledger.ShardId;
import io.settlement.ledger.TransferId;
import io.settlement.ledger.shard.OpenWork;
import io.settlement.ledger.shard.OpenWork.OpenBatch;
import io.settlement.ledger.shard.Parking;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One look at the open batches of a shard. A parked transfer is not credited again, for it broke its group; it is
 * finished where the payee's shard has decided meanwhile. Two processes at once do no harm, the lease only saves work.
 */
final class ShardSweep {

    /** With the default back-off some four minutes: longer than a restart, and than any outage nobody hears of. */
    static final int STUCK_AFTER = 26;

    private static final Logger log = LoggerFactory.getLogger(ShardSweep.class);

    private final OpenWork openWork;
    private final Parking parking;
    private final Settler settler;
    private volatile SweeperProperties properties;
    private final String holder;

    ShardSweep(OpenWork openWork, Parking parking, Settler settler, SweeperProperties properties, String holder) {
        this.openWork = openWork;
        this.parking = parking;
        this.settler = settler;
        this.properties = properties;
        this.holder = holder;
    }

    /** From the next look on. */
    void setAges(Duration age, Duration longestPause) {
        properties = properties.withAges(age, longestPause);
    }

    /**
     * What one look has found.
     *
     * @param batches handed to the settler
     * @param stuck those of them that are open still although they were handed out {@value #STUCK_AFTER} times
     */
    record Swept(int batches, int stuck) {

        static final Swept NOTHING = new Swept(0, 0);

        Swept and(Swept more) {
            return new Swept(batches + more.batches, stuck + more.stuck);
        }
    }

    /** Sweeps what is due now. Exceptions are the shard's trouble. */
    Swept sweep(ShardId shard) {
        var swept = Swept.NOTHING;
        int found;
        do {
            if (!openWork.leaseSweeper(shard, holder, properties.lease())) {
                return swept;
            }
            var due = openWork.due(shard, properties.age(), properties.batches());
            found = due.size();
            if (found > 0) {
                swept = swept.and(sweep(shard, due));
            }
        } while (found == properties.batches());
        return swept;
    }

    private Swept sweep(ShardId shard, List<OpenBatch> due) {
        var parked = parking.among(shard, ids(due).toList());
        var settled = settler.settle(ids(due).filter(id -> !parked.contains(id)).toList());
        var decided = settler.finishDecided(ids(due).filter(parked::contains).toList());
        var open = due.stream()
                .filter(batch -> isOpen(batch, settled) || isOpen(batch, decided))
                .toList();
        open.forEach(batch -> openWork.postpone(shard, batch.id(), properties.pauseAfter(batch.sweeps())));
        log.info("{}: swept {} batches: {}; parked ones: {}", shard, due.size(), settled.summary(), decided.summary());
        return new Swept(due.size(), warnOfStuck(shard, open, settled));
    }

    /** Trouble that is nobody's in particular is tried for ever; somebody must hear of it. Parked ones are listed. */
    private static int warnOfStuck(ShardId shard, List<OpenBatch> open, Settlement settled) {
        var stuck = open.stream()
                .filter(batch -> batch.sweeps() >= STUCK_AFTER && isOpen(batch, settled))
                .toList();
        stuck.forEach(batch -> log.warn(
                "{}: batch {} is open after {} sweeps: {}",
                shard,
                batch.id(),
                batch.sweeps() + 1,
                why(batch, settled)));
        return stuck.size();
    }

    private static String why(OpenBatch batch, Settlement settled) {
        return batch.transfers().stream()
                .filter(id -> settled.fates().get(id) instanceof Fate.LeftOver)
                .map(id -> "transfer " + id + " " + settled.fates().get(id))
                .findFirst()
                .orElse("just parked");
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

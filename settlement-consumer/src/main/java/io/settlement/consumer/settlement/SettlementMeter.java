package io.settlement.consumer.settlement;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.settlement.ledger.RejectionReason;
import io.settlement.ledger.ShardId;
import io.settlement.ledger.TransferId;
import io.settlement.ledger.shard.Parking;
import io.settlement.sharding.TimeSortedIds;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Counts fates and times transactions. A fate is counted once, when it is known, late ones included. What can be named
 * beforehand is registered beforehand, so that a counter that has never moved shows as 0 and not as missing.
 */
public final class SettlementMeter {

    private static final double[] SIZES = {1, 4, 16, 64, 128, 256, 512, 1_024, 4_096};
    private static final Duration[] BOUNDS = Stream.of(
                    10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000, 60_000, 300_000)
            .map(Duration::ofMillis)
            .toArray(Duration[]::new);

    private record Line(String outcome, String reason) {}

    private final MeterRegistry registry;
    private final Clock clock;
    private final Timer settled;
    private final Timer reversed;

    public SettlementMeter(MeterRegistry registry, Clock clock) {
        this.registry = registry;
        this.clock = clock;
        this.settled = ended("settled");
        this.reversed = ended("reversed");
        count(new Line("settled", "none"), 0);
        count(new Line("not_open", "none"), 0);
        Stream.of(RejectionReason.values()).forEach(reason -> count(new Line("reversed", reason.name()), 0));
        Stream.of(Parking.Stage.values()).forEach(stage -> count(new Line("parked", stage.name()), 0));
        Stream.of(Fate.Why.values()).forEach(why -> count(new Line("left", why.name()), 0));
    }

    /** Makes the meters of these shards known before there is something to tell. */
    void watch(Collection<ShardId> shards) {
        shards.forEach(shard -> Stream.of("credit", "finish").forEach(work -> {
            size(work, shard);
            duration(work, shard);
        }));
    }

    private Timer ended(String outcome) {
        return Timer.builder("settlement.settle")
                .description("from the cut of a transfer's batch to its end, by the clocks of two processes")
                .tag("outcome", outcome)
                .serviceLevelObjectives(BOUNDS)
                .register(registry);
    }

    Settlement counted(Settlement settlement) {
        Map<Line, Integer> lines = new HashMap<>();
        settlement.fates().forEach((transfer, fate) -> {
            lines.merge(lineOf(fate), 1, Integer::sum);
            time(transfer, fate);
        });
        lines.forEach(this::count);
        return settlement;
    }

    /** Its id tells when a transfer's batch was cut. Two clocks may differ: less than nothing counts as nothing. */
    private void time(TransferId transfer, Fate fate) {
        if (fate instanceof Fate.Settled || fate instanceof Fate.Reversed) {
            var took = Duration.between(TimeSortedIds.timeOf(transfer.value()), clock.instant());
            (fate instanceof Fate.Settled ? settled : reversed).record(took.isNegative() ? Duration.ZERO : took);
        }
    }

    private void count(Line line, int transfers) {
        Counter.builder("settlement.transfers")
                .description("transfers by what became of them in this process")
                .tag("outcome", line.outcome)
                .tag("reason", line.reason)
                .register(registry)
                .increment(transfers);
    }

    private static Line lineOf(Fate fate) {
        if (fate instanceof Fate.Settled) {
            return new Line("settled", "none");
        }
        if (fate instanceof Fate.Reversed reversed) {
            return new Line("reversed", reversed.reason().name());
        }
        if (fate instanceof Fate.Parked parked) {
            return new Line("parked", parked.stage().name());
        }
        return fate instanceof Fate.LeftOver left ? new Line("left", left.why().name()) : new Line("not_open", "none");
    }

    <T> T credit(ShardId shard, int transfers, Supplier<T> transaction) {
        return timed("credit", shard, transfers, transaction);
    }

    <T> T finish(ShardId shard, int transfers, Supplier<T> transaction) {
        return timed("finish", shard, transfers, transaction);
    }

    private <T> T timed(String work, ShardId shard, int transfers, Supplier<T> transaction) {
        size(work, shard).record(transfers);
        return duration(work, shard).record(transaction);
    }

    private DistributionSummary size(String work, ShardId shard) {
        return DistributionSummary.builder("settlement." + work + ".size")
                .description("transfers of one transaction")
                .baseUnit("transfers")
                .tag("shard", Integer.toString(shard.number()))
                .serviceLevelObjectives(SIZES)
                .register(registry);
    }

    private Timer duration(String work, ShardId shard) {
        return Timer.builder("settlement." + work)
                .description("duration of one transaction")
                .tag("shard", Integer.toString(shard.number()))
                .register(registry);
    }
}

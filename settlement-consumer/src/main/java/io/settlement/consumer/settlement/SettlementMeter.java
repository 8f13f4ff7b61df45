package io.settlement.consumer.settlement;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.settlement.ledger.ShardId;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Counts fates and times transactions. A fate is counted once, when it is known, late ones included. */
public final class SettlementMeter {

    private record Line(String outcome, String reason) {}

    private final MeterRegistry registry;

    public SettlementMeter(MeterRegistry registry) {
        this.registry = registry;
    }

    Settlement counted(Settlement settlement) {
        Map<Line, Integer> lines = new HashMap<>();
        settlement.fates().values().forEach(fate -> lines.merge(lineOf(fate), 1, Integer::sum));
        lines.forEach((line, count) -> Counter.builder("settlement.transfers")
                .description("transfers by what became of them in this process")
                .tag("outcome", line.outcome)
                .tag("reason", line.reason)
                .register(registry)
                .increment(count));
        return settlement;
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
        return timed("settlement.credit", shard, transfers, transaction);
    }

    <T> T finish(ShardId shard, int transfers, Supplier<T> transaction) {
        return timed("settlement.finish", shard, transfers, transaction);
    }

    private <T> T timed(String name, ShardId shard, int transfers, Supplier<T> transaction) {
        var number = Integer.toString(shard.number());
        DistributionSummary.builder(name + ".size")
                .description("transfers of one transaction")
                .tag("shard", number)
                .register(registry)
                .record(transfers);
        return Timer.builder(name)
                .description("duration of one transaction")
                .tag("shard", number)
                .register(registry)
                .record(transaction);
    }
}

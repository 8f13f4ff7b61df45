package io.settlement.producer.operate;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.settlement.ledger.ShardId;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/** What this process has counted since it started, from the metrics that it serves to Prometheus as well. */
public final class ProcessCounts {

    private final MeterRegistry registry;

    public ProcessCounts(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Instructions by what their callers were told. */
    public Map<String, Long> answers() {
        return sums(registry.find("settlement.accept").timers(), "answer", Timer::count);
    }

    /** Instructions that the ledger rejected, by reason; those alone that there were. */
    public Map<String, Long> rejections() {
        var rejected = registry.find("settlement.instructions")
                .tag("outcome", "rejected")
                .counters();
        var counts = sums(rejected, "reason", Counter::count);
        counts.values().removeIf(count -> count == 0);
        return counts;
    }

    /** Instructions that wait to be cut into a batch of the shard. */
    public long queued(ShardId shard) {
        return gauge("settlement.queue.depth", shard);
    }

    /** Batches of the shard of which even the fence has no answer. */
    public long unresolved(ShardId shard) {
        return gauge("settlement.batches.unresolved", shard);
    }

    private long gauge(String name, ShardId shard) {
        var number = Integer.toString(shard.number());
        return (long) registry.find(name).tag("shard", number).gauges().stream()
                .mapToDouble(Gauge::value)
                .sum();
    }

    private static <M extends Meter> Map<String, Long> sums(
            Collection<M> meters, String label, ToDoubleFunction<M> count) {
        var sums = new TreeMap<String, Long>();
        meters.forEach(meter -> sums.merge(meter.getId().getTag(label), (long) count.applyAsDouble(meter), Long::sum));
        return sums;
    }
}

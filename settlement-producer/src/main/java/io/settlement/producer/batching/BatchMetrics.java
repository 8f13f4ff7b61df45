package io.settlement.producer.batching;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.settlement.ledger.DebitOutcome;
import io.settlement.ledger.ShardId;
import java.util.List;
import java.util.Locale;
import java.util.function.IntSupplier;

/** What the lanes count. Labels are bounded: shard, kind of outcome, kind of failure. */
final class BatchMetrics {

    private final MeterRegistry registry;

    BatchMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    void watchQueue(ShardId shard, String lane, IntSupplier depth) {
        registry.gauge(
                "settlement.queue.depth",
                List.of(tag("shard", shard), Tag.of("lane", lane)),
                depth,
                IntSupplier::getAsInt);
    }

    void watchUnresolved(ShardId shard, IntSupplier count) {
        registry.gauge("settlement.batches.unresolved", List.of(tag("shard", shard)), count, IntSupplier::getAsInt);
    }

    void debited(ShardId shard, List<DebitOutcome> outcomes) {
        DistributionSummary.builder("settlement.batch.size")
                .tags(List.of(tag("shard", shard)))
                .register(registry)
                .record(outcomes.size());
        outcomes.forEach(outcome -> registry.counter("settlement.instructions", "outcome", kindOf(outcome))
                .increment());
    }

    void failed(ShardId shard, Throwable failure) {
        registry.counter(
                        "settlement.batches.failed",
                        "shard",
                        String.valueOf(shard.number()),
                        "failure",
                        failure.getClass().getSimpleName())
                .increment();
    }

    /** A lane's thread, or one beside it, met what nobody expected, and goes on. */
    void unexpected(ShardId shard, Throwable thrown) {
        registry.counter(
                        "settlement.lane.unexpected",
                        "shard",
                        String.valueOf(shard.number()),
                        "failure",
                        thrown.getClass().getSimpleName())
                .increment();
    }

    void poisoned(ShardId shard) {
        registry.counter("settlement.debit.poison", "shard", String.valueOf(shard.number()))
                .increment();
    }

    private static String kindOf(DebitOutcome outcome) {
        if (outcome instanceof DebitOutcome.Stored stored) {
            return stored.replayed()
                    ? "replayed"
                    : stored.transfer().status().name().toLowerCase(Locale.ROOT);
        }
        return outcome instanceof DebitOutcome.KeyConflict ? "conflict" : "not_stored";
    }

    private static Tag tag(String key, ShardId shard) {
        return Tag.of(key, String.valueOf(shard.number()));
    }
}

package io.settlement.producer.batching;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.settlement.ledger.DebitOutcome;
import io.settlement.ledger.FenceOutcome;
import io.settlement.ledger.RejectionReason;
import io.settlement.ledger.ShardId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntSupplier;
import java.util.stream.Stream;

/**
 * What the lanes count. Labels are bounded: shard, kind of outcome, reason, kind of failure. What can be named beforehand is
 * registered beforehand, so that a counter that has never moved shows as 0 and not as missing.
 */
final class BatchMetrics {

    private static final double[] SIZES = {1, 4, 16, 64, 128, 256, 512, 1_024};

    private final MeterRegistry registry;
    private final Map<ShardId, DistributionSummary> sizes = new TreeMap<>();
    private final Map<ShardId, Counter> poisoned = new TreeMap<>();

    BatchMetrics(MeterRegistry registry, List<ShardId> shards) {
        this.registry = registry;
        for (var shard : shards) {
            sizes.put(
                    shard,
                    DistributionSummary.builder("settlement.batch.size")
                            .description("instructions of one debit that was committed")
                            .baseUnit("instructions")
                            .tag("shard", number(shard))
                            .serviceLevelObjectives(SIZES)
                            .register(registry));
            poisoned.put(
                    shard,
                    Counter.builder("settlement.debit.poison")
                            .description("instructions that broke a debit by themselves")
                            .tag("shard", number(shard))
                            .register(registry));
            Stream.of(FenceOutcome.values()).forEach(outcome -> fences(shard, outcome));
        }
        Stream.of("debited", "settled", "replayed", "conflict", "forbidden", "not_stored")
                .forEach(outcome -> instructions(outcome, "none"));
        Stream.of(RejectionReason.values()).forEach(reason -> instructions("rejected", reason.name()));
    }

    void watchQueue(ShardId shard, String lane, IntSupplier depth) {
        Gauge.builder("settlement.queue.depth", depth, IntSupplier::getAsInt)
                .description("instructions that wait to be cut into a batch")
                .baseUnit("instructions")
                .tag("shard", number(shard))
                .tag("lane", lane)
                .strongReference(true)
                .register(registry);
    }

    void watchUnresolved(ShardId shard, IntSupplier count) {
        Gauge.builder("settlement.batches.unresolved", count, IntSupplier::getAsInt)
                .description("batches of which even the fence has no answer; above 0 the shard is sent nothing")
                .tag("shard", number(shard))
                .strongReference(true)
                .register(registry);
    }

    void debited(ShardId shard, List<DebitOutcome> outcomes) {
        sizes.get(shard).record(outcomes.size());
        outcomes.forEach(outcome ->
                instructions(OutcomeWord.of(outcome), reasonOf(outcome)).increment());
    }

    private Counter instructions(String outcome, String reason) {
        return Counter.builder("settlement.instructions")
                .description("instructions by what the ledger decided, repeats included")
                .tag("outcome", outcome)
                .tag("reason", reason)
                .register(registry);
    }

    private static String reasonOf(DebitOutcome outcome) {
        return OutcomeWord.isRejected(outcome)
                ? ((DebitOutcome.Stored) outcome)
                        .transfer()
                        .reason()
                        .map(RejectionReason::name)
                        .orElse("none")
                : "none";
    }

    void failed(ShardId shard, Throwable failure) {
        failures("settlement.batches.failed", "debits that did not come to an outcome", shard, failure)
                .increment();
    }

    /** A lane's thread, or one beside it, met what nobody expected, and goes on. */
    void unexpected(ShardId shard, Throwable thrown) {
        failures("settlement.lane.unexpected", "errors that a lane survived", shard, thrown)
                .increment();
    }

    private Counter failures(String name, String description, ShardId shard, Throwable failure) {
        return Counter.builder(name)
                .description(description)
                .tag("shard", number(shard))
                .tag("failure", failure.getClass().getSimpleName())
                .register(registry);
    }

    /** Of a debit without an outcome; one that was unknown counts again when its fence has an answer after all. */
    void fenced(ShardId shard, FenceOutcome outcome) {
        fences(shard, outcome).increment();
    }

    private Counter fences(ShardId shard, FenceOutcome outcome) {
        return Counter.builder("settlement.fences")
                .description("debits without an outcome by what their fence said")
                .tag("shard", number(shard))
                .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
                .register(registry);
    }

    void poisoned(ShardId shard) {
        poisoned.get(shard).increment();
    }

    private static String number(ShardId shard) {
        return Integer.toString(shard.number());
    }
}

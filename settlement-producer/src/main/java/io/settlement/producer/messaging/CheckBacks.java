package io.settlement.producer.messaging;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.settlement.ledger.BatchId;
import io.settlement.ledger.FenceOutcome;
import io.settlement.ledger.ShardId;
import io.settlement.ledger.Slot;
import io.settlement.ledger.shard.SourceLedger;
import io.settlement.producer.admission.ShardBulkheads;
import io.settlement.producer.admission.ShardBulkheads.Ending;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Answers check-backs by fencing, within bounds. Each waiting one holds its whole message (some 45 KB), and a dead shard
 * earns more of them than its time-outs let through: so few wait and the rest is dropped, since the broker asks again;
 * and a shard that does not answer holds one thread at most. Safe for any number of threads.
 */
final class CheckBacks implements AutoCloseable {

    private static final int MOST_WAITING = 256;
    private static final Duration PATIENCE = Duration.ofMillis(100);

    private final SourceLedger ledger;
    private final MeterRegistry registry;
    private final ShardBulkheads bulkheads;
    private final ThreadPoolExecutor threads;

    CheckBacks(SourceLedger ledger, int threadCount, MeterRegistry registry) {
        this.ledger = ledger;
        this.registry = registry;
        this.bulkheads = new ShardBulkheads(Math.max(1, threadCount / 2), PATIENCE);
        this.threads = new ThreadPoolExecutor(
                threadCount,
                threadCount,
                1,
                TimeUnit.MINUTES,
                new ArrayBlockingQueue<>(MOST_WAITING),
                task -> new Thread(task, "check-back"),
                (dropped, full) -> count("dropped", 1));
        threads.allowCoreThreadTimeOut(true);
        count("dropped", 0);
        Stream.of(FenceOutcome.values()).forEach(outcome -> count(wordOf(outcome), 0));
    }

    /** Where the client has its check-backs run. */
    ExecutorService threads() {
        return threads;
    }

    /** UNKNOWN, at once, where the batch's shard does not answer. */
    FenceOutcome fence(BatchId batch) {
        var outcome = isPinned(batch) ? fenceWithinBounds(batch) : FenceOutcome.UNKNOWN;
        count(wordOf(outcome), 1);
        return outcome;
    }

    private FenceOutcome fenceWithinBounds(BatchId batch) {
        var pass = bulkheads.enter(new ShardId(batch.slot().number() - Slot.FIRST_PINNED));
        if (pass.isEmpty()) {
            return FenceOutcome.UNKNOWN;
        }
        var ending = Ending.SILENT;
        try {
            var outcome = ledger.fence(batch);
            ending = outcome == FenceOutcome.UNKNOWN ? Ending.SILENT : Ending.ANSWERED;
            return outcome;
        } finally {
            pass.get().leave(ending);
        }
    }

    /** Any other slot cannot be a batch's: the half is forged, or not of this project. */
    private static boolean isPinned(BatchId batch) {
        return !batch.slot().isCustomers();
    }

    private static String wordOf(FenceOutcome outcome) {
        return outcome.name().toLowerCase(Locale.ROOT);
    }

    private void count(String outcome, int checkBacks) {
        Counter.builder("settlement.check.backs")
                .description("check-backs of the broker by how they were answered")
                .tag("outcome", outcome)
                .register(registry)
                .increment(checkBacks);
    }

    @Override
    public void close() {
        threads.shutdown();
    }
}

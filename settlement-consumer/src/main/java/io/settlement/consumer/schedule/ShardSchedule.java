package io.settlement.consumer.schedule;

import io.settlement.ledger.ShardId;
import io.settlement.threads.Threads;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Repeats one task per shard, each on a thread of its own, so that a dead shard, or one that is far behind, holds up none
 * of the others. A task that throws is not repeated: whoever brings it catches what it must outlive. Safe for any number of
 * threads.
 */
public final class ShardSchedule {

    private static final Duration STOP = Duration.ofSeconds(5);

    private final String name;
    private final List<ShardId> shards;
    private final Threads source;
    private final Map<ShardId, ScheduledExecutorService> threads = new TreeMap<>();

    /** @param name what the threads are called, before the number of their shard */
    public ShardSchedule(String name, Collection<ShardId> shards, Threads threads) {
        this.name = name;
        this.shards = List.copyOf(shards);
        this.source = threads;
    }

    /** Does nothing where it runs already. */
    public synchronized void start(Duration interval, Function<ShardId, Runnable> taskOf) {
        if (isRunning()) {
            return;
        }
        long millis = interval.toMillis();
        shards.forEach(shard -> {
            var thread = threadOf(shard);
            thread.scheduleWithFixedDelay(taskOf.apply(shard), millis, millis, TimeUnit.MILLISECONDS);
            threads.put(shard, thread);
        });
    }

    /** Waits for the tasks under way, five seconds for each shard at most, then interrupts what is left. */
    public synchronized void stop() {
        threads.values().forEach(ScheduledExecutorService::shutdown);
        try {
            for (var thread : threads.values()) {
                if (!thread.awaitTermination(STOP.toMillis(), TimeUnit.MILLISECONDS)) {
                    thread.shutdownNow();
                }
            }
        } catch (InterruptedException hurried) {
            threads.values().forEach(ScheduledExecutorService::shutdownNow);
            Thread.currentThread().interrupt();
        }
        threads.clear();
    }

    public synchronized boolean isRunning() {
        return !threads.isEmpty();
    }

    private ScheduledExecutorService threadOf(ShardId shard) {
        return source.timer(name + "-shard-" + shard.number());
    }
}

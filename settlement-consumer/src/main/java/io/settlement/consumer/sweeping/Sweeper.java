package io.settlement.consumer.sweeping;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.settlement.ledger.ShardId;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Sweeps every shard on a schedule and a thread of its own, so that a dead shard holds up none of the others. */
public final class Sweeper implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Sweeper.class);
    private static final Duration STOP = Duration.ofSeconds(5);

    private final Map<ShardId, Counter> swept = new TreeMap<>();
    private final Map<ShardId, Counter> stuck = new TreeMap<>();
    private final ShardSweep sweep;
    private final SweeperProperties properties;
    private final Map<ShardId, ScheduledExecutorService> threads = new TreeMap<>();

    Sweeper(Collection<ShardId> shards, ShardSweep sweep, SweeperProperties properties, MeterRegistry registry) {
        this.sweep = sweep;
        this.properties = properties;
        for (var shard : shards) {
            swept.put(shard, counter(shard, "batches", "open batches handed to the settler by the sweeper", registry));
            stuck.put(shard, counter(shard, "stuck", "the same, open still after many sweeps: look why", registry));
        }
    }

    private static Counter counter(ShardId shard, String name, String description, MeterRegistry registry) {
        return Counter.builder("settlement.sweeper." + name)
                .description(description)
                .tag("shard", Integer.toString(shard.number()))
                .register(registry);
    }

    @Override
    public synchronized void start() {
        if (!properties.enabled() || isRunning()) {
            return;
        }
        long millis = properties.interval().toMillis();
        swept.keySet().forEach(shard -> {
            var thread = threadOf(shard);
            thread.scheduleWithFixedDelay(() -> sweep(shard), millis, millis, TimeUnit.MILLISECONDS);
            threads.put(shard, thread);
        });
    }

    private void sweep(ShardId shard) {
        try {
            var found = sweep.sweep(shard);
            swept.get(shard).increment(found.batches());
            stuck.get(shard).increment(found.stuck());
        } catch (RuntimeException trouble) {
            // A schedule whose task throws ends for good; this one must outlive every outage.
            log.warn("{} cannot be swept now: {}", shard, trouble.toString());
        }
    }

    @Override
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

    @Override
    public synchronized boolean isRunning() {
        return !threads.isEmpty();
    }

    private static ScheduledExecutorService threadOf(ShardId shard) {
        return Executors.newSingleThreadScheduledExecutor(task -> {
            var thread = new Thread(task, "sweep-shard-" + shard.number());
            thread.setDaemon(true);
            return thread;
        });
    }
}

package io.settlement.consumer.sweeping;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.settlement.consumer.schedule.ShardSchedule;
import io.settlement.ledger.ShardId;
import io.settlement.threads.Threads;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Sweeps every shard on a schedule and a thread of its own, so that a dead shard holds up none of the others. */
public final class Sweeper implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Sweeper.class);

    private final Map<ShardId, Counter> swept = new TreeMap<>();
    private final Map<ShardId, Counter> stuck = new TreeMap<>();
    private final ShardSweep sweep;
    private final SweeperProperties properties;
    private final ShardSchedule schedule;

    Sweeper(
            Collection<ShardId> shards,
            ShardSweep sweep,
            SweeperProperties properties,
            Threads threads,
            MeterRegistry registry) {
        this.sweep = sweep;
        this.properties = properties;
        this.schedule = new ShardSchedule("sweep", shards, threads);
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
    public void start() {
        if (properties.enabled()) {
            schedule.start(properties.interval(), shard -> () -> sweep(shard));
        }
    }

    /**
     * How old a batch must be from the next look on, and the most that its back-off is doubled to. Safe while it runs.
     */
    public void setAges(Duration age, Duration longestPause) {
        sweep.setAges(age, longestPause);
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
    public void stop() {
        schedule.stop();
    }

    @Override
    public boolean isRunning() {
        return schedule.isRunning();
    }
}

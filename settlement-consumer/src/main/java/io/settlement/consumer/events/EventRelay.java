package io.settlement.consumer.events;

import io.settlement.ledger.ShardId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Follows every shard on a thread of its own, so that a dead one, or one that is far behind, holds up none of the others. */
public final class EventRelay implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(EventRelay.class);
    private static final Duration STOP = Duration.ofSeconds(5);

    private final List<ShardId> shards;
    private final ShardRelay relay;
    private final EventPublisher publisher;
    private final EventsProperties properties;
    private final Clock clock;
    private final Map<ShardId, ScheduledExecutorService> threads = new TreeMap<>();
    private volatile boolean stopping;

    EventRelay(
            Collection<ShardId> shards,
            ShardRelay relay,
            EventPublisher publisher,
            EventsProperties properties,
            Clock clock) {
        this.shards = List.copyOf(shards);
        this.relay = relay;
        this.publisher = publisher;
        this.properties = properties;
        this.clock = clock;
    }

    @Override
    public synchronized void start() {
        if (!properties.enabled() || isRunning()) {
            return;
        }
        stopping = false;
        long millis = properties.interval().toMillis();
        shards.forEach(shard -> {
            var thread = threadOf(shard);
            thread.scheduleWithFixedDelay(new Follower(shard)::look, millis, millis, TimeUnit.MILLISECONDS);
            threads.put(shard, thread);
        });
    }

    /** Waits for the page under way; what is not published waits in the journal. */
    @Override
    public synchronized void stop() {
        stopping = true;
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
        publisher.close();
    }

    @Override
    public synchronized boolean isRunning() {
        return !threads.isEmpty();
    }

    private static ScheduledExecutorService threadOf(ShardId shard) {
        return Executors.newSingleThreadScheduledExecutor(task -> {
            var thread = new Thread(task, "events-shard-" + shard.number());
            thread.setDaemon(true);
            return thread;
        });
    }

    /** One shard, with its trouble; used by its thread alone. */
    private final class Follower {
        private final ShardId shard;
        private int failures;
        private Instant notBefore = Instant.MIN;

        private Follower(ShardId shard) {
            this.shard = shard;
        }

        private void look() {
            if (clock.instant().isBefore(notBefore)) {
                return;
            }
            try {
                relay.relay(shard, () -> !stopping);
                failures = 0;
            } catch (RuntimeException trouble) {
                // A schedule whose task throws ends for good; this one must outlive every outage.
                failures++;
                var pause = properties.pauseAfter(failures);
                notBefore = clock.instant().plus(pause);
                log.warn("events of {} wait, next try in {}: {}", shard, pause, trouble.toString());
            }
        }
    }
}

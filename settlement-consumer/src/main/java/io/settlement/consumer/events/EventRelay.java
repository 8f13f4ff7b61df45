package io.settlement.consumer.events;

import io.settlement.consumer.schedule.ShardSchedule;
import io.settlement.ledger.ShardId;
import io.settlement.threads.Threads;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Follows every shard on a thread of its own, so that a dead one, or one that is far behind, holds up none of the others. */
public final class EventRelay implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(EventRelay.class);

    private final ShardSchedule schedule;
    private final ShardRelay relay;
    private final EventPublisher publisher;
    private final EventsProperties properties;
    private final Clock clock;
    private volatile boolean stopping;

    EventRelay(
            Collection<ShardId> shards,
            ShardRelay relay,
            EventPublisher publisher,
            EventsProperties properties,
            Clock clock) {
        this.schedule = new ShardSchedule("events", shards, Threads.REAL);
        this.relay = relay;
        this.publisher = publisher;
        this.properties = properties;
        this.clock = clock;
    }

    @Override
    public synchronized void start() {
        if (properties.enabled() && !isRunning()) {
            stopping = false;
            schedule.start(properties.interval(), shard -> new Follower(shard)::look);
        }
    }

    /** Waits for the page under way; what is not published waits in the journal. */
    @Override
    public synchronized void stop() {
        stopping = true;
        schedule.stop();
        publisher.close();
    }

    @Override
    public boolean isRunning() {
        return schedule.isRunning();
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

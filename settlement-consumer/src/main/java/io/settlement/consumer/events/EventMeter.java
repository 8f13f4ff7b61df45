package io.settlement.consumer.events;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.settlement.ledger.ShardId;
import io.settlement.ledger.shard.EventJournal.Progress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Counts what is published, and shows how far each shard is behind, whoever of several processes publishes it. */
final class EventMeter {

    private final Map<ShardId, Line> lines = new TreeMap<>();
    private final Clock clock;

    EventMeter(Collection<ShardId> shards, MeterRegistry registry, Clock clock) {
        this.clock = clock;
        shards.forEach(shard -> lines.put(shard, new Line(shard, registry)));
    }

    void published(ShardId shard, int events) {
        var line = lines.get(shard);
        line.events.increment(events);
        line.messages.increment();
    }

    void progress(ShardId shard, Progress progress) {
        lines.get(shard).progress = progress;
    }

    /** What is known of one shard. */
    private final class Line {
        private final Counter events;
        private final Counter messages;
        private volatile Progress progress = new Progress(0, 0, Optional.empty());

        private Line(ShardId shard, MeterRegistry registry) {
            var number = Integer.toString(shard.number());
            events = Counter.builder("settlement.events.published")
                    .description("account events published by this process, repeats included")
                    .tag("shard", number)
                    .register(registry);
            messages = Counter.builder("settlement.events.messages")
                    .description("messages that they were published in")
                    .tag("shard", number)
                    .register(registry);
            Gauge.builder("settlement.events.waiting", this, Line::waiting)
                    .description("journal entries of the shard whose events are not published, at the last look")
                    .tag("shard", number)
                    .register(registry);
            Gauge.builder("settlement.events.waiting.age", this, Line::age)
                    .description("age of the oldest of them")
                    .baseUnit("seconds")
                    .tag("shard", number)
                    .register(registry);
        }

        private long waiting() {
            return progress.waiting();
        }

        /** Goes on growing while nobody can look. */
        private long age() {
            Optional<Instant> oldest = progress.oldestWaiting();
            return oldest.map(since ->
                            Math.max(0, Duration.between(since, clock.instant()).toSeconds()))
                    .orElse(0L);
        }
    }
}

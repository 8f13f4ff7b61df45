package io.settlement.consumer.events;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How account events are published. Bound from {@code settlement.events}.
 *
 * @param enabled whether this process publishes any
 * @param interval between two looks at a shard that had nothing to publish
 * @param lease how long one process keeps a shard for itself
 * @param entries journal entries of one page, at most; so many may be told again after a crash
 * @param postings postings of one page, at most, unless one entry has more
 * @param queues queues that the topic must have: with another number, a shard's events would change their queue and lose
 *     their order, so nothing is published
 * @param sendTimeout how long the broker may take for one message
 * @param firstPause how long a shard is left alone after trouble, doubled each time
 * @param longestPause the most that it is doubled to
 */
@Validated
@ConfigurationProperties("settlement.events")
public record EventsProperties(
        @DefaultValue("true") boolean enabled,
        @DurationMin(millis = 10) @DefaultValue("200ms") Duration interval,
        @DurationMin(millis = 100) @DefaultValue("15s") Duration lease,
        @Min(1) @Max(1_024) @DefaultValue("128") int entries,
        @Min(1) @Max(65_536) @DefaultValue("8192") int postings,
        @Min(1) @Max(1_024) @DefaultValue("8") int queues,
        @DurationMin(millis = 100) @DefaultValue("3s") Duration sendTimeout,
        @DurationMin(millis = 1) @DefaultValue("500ms") Duration firstPause,
        @DurationMin(millis = 1) @DefaultValue("15s") Duration longestPause) {

    /** How long to leave a shard alone that has failed this often in a row. */
    Duration pauseAfter(int failures) {
        var pause = firstPause;
        for (int i = 1; i < failures && pause.compareTo(longestPause) < 0; i++) {
            pause = pause.multipliedBy(2);
        }
        return pause.compareTo(longestPause) < 0 ? pause : longestPause;
    }
}

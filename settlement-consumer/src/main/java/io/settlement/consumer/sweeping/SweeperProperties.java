package io.settlement.consumer.sweeping;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * When the sweeper looks. Bound from {@code settlement.sweeper}.
 *
 * @param enabled whether this process sweeps at all
 * @param interval between two looks at one shard
 * @param age how old a batch must be, by the shard's clock, before it is swept
 * @param lease how long one process keeps a shard for itself
 * @param batches batches of one look, at most
 * @param firstPause how long a batch that could not be ended is left alone, doubled each time
 * @param longestPause the most that it is doubled to: so long a transfer may stay open after an outage
 */
@Validated
@ConfigurationProperties("settlement.sweeper")
public record SweeperProperties(
        @DefaultValue("true") boolean enabled,
        @DurationMin(millis = 10) @DefaultValue("1s") Duration interval,
        @DurationMin(millis = 0) @DefaultValue("5s") Duration age,
        @DurationMin(millis = 100) @DefaultValue("15s") Duration lease,
        @Min(1) @Max(1_000) @DefaultValue("32") int batches,
        @DurationMin(millis = 1) @DefaultValue("1s") Duration firstPause,
        @DurationMin(millis = 1) @DefaultValue("10s") Duration longestPause) {

    SweeperProperties withAges(Duration otherAge, Duration otherLongestPause) {
        return new SweeperProperties(enabled, interval, otherAge, lease, batches, firstPause, otherLongestPause);
    }

    /** How long to leave a batch alone that was handed out this often before. */
    Duration pauseAfter(int sweeps) {
        var pause = firstPause;
        for (int i = 0; i < sweeps && pause.compareTo(longestPause) < 0; i++) {
            pause = pause.multipliedBy(2);
        }
        return pause.compareTo(longestPause) < 0 ? pause : longestPause;
    }
}

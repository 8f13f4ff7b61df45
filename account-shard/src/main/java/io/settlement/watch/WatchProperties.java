package io.settlement.watch;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How often a service looks at what it stands on. Bound from {@code settlement.watch}.
 *
 * @param interval between two looks at one part; after two of them and 5 s without an answer a part counts as missing
 */
@ConfigurationProperties("settlement.watch")
public record WatchProperties(@DefaultValue("5s") Duration interval) {

    public WatchProperties {
        if (interval.toMillis() < 100 || interval.toSeconds() > 60) {
            throw new IllegalArgumentException("settlement.watch: interval must be 100ms to 1m");
        }
    }
}

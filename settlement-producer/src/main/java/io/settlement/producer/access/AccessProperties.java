package io.settlement.producer.access;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Whether and how requests are authenticated. Bound from {@code settlement.access}.
 *
 * @param enabled false lets everybody do everything; only on a loopback address
 * @param refresh how often the keys are read again; a revoked key works at most so long, and as long as the reading takes
 * @param outageGrace how long keys go on working when settlement_control cannot be reached
 */
@ConfigurationProperties("settlement.access")
public record AccessProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("5s") Duration refresh,
        @DefaultValue("15m") Duration outageGrace) {

    public AccessProperties {
        require(refresh.toMillis() >= 100 && refresh.toSeconds() <= 60, "refresh must be 100ms to 1m");
        require(
                outageGrace.compareTo(refresh) >= 0 && outageGrace.toHours() <= 24,
                "outage-grace must be from refresh to 24h");
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException("settlement.access: " + message);
        }
    }
}

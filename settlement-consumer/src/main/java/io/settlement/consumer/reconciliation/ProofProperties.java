package io.settlement.consumer.reconciliation;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When the books are proved. Bound from {@code settlement.proof}.
 *
 * @param enabled whether this process proves them at all
 * @param interval between two proofs; of several consumers one at a time proves. A proof reads every row
 * @param firstAfter from the start of the process to its first try
 */
@ConfigurationProperties("settlement.proof")
public record ProofProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("6h") Duration interval,
        @DefaultValue("5m") Duration firstAfter) {

    public ProofProperties {
        require(interval.toSeconds() >= 1 && interval.toDays() <= 7, "interval must be 1s to 7d");
        require(!firstAfter.isNegative() && firstAfter.toDays() <= 7, "first-after must be 0s to 7d");
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException("settlement.proof: " + message);
        }
    }
}

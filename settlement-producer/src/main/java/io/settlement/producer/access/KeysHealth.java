package io.settlement.producer.access;

import io.settlement.watch.PartHealth;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Health of the door's keys: DEGRADED while those known go on without settlement_control, DOWN where none opens the door. */
final class KeysHealth implements HealthIndicator {

    private final LiveKeys keys;

    KeysHealth(LiveKeys keys) {
        this.keys = keys;
    }

    @Override
    public Health health() {
        if (!keys.isUsable()) {
            return Health.down()
                    .withDetail("missing", "API keys were not read from settlement_control, or too long ago")
                    .withDetail("stillWorks", "nothing that needs a key")
                    .build();
        }
        return keys.isInTouch()
                ? Health.up().withDetail("keys", keys.count()).build()
                : Health.status(PartHealth.DEGRADED)
                        .withDetail("missing", "settlement_control, " + keys.ageInSeconds() + " s ago read last")
                        .withDetail("stillWorks", "keys that were known then; new and revoked ones are not noticed")
                        .build();
    }
}

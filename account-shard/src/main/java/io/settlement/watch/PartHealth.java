package io.settlement.watch;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/** Health of a part that the service can do without for a while: never worse than DEGRADED. */
public final class PartHealth implements HealthIndicator {

    /** Something is missing, and something works: answered 200, so that nobody is taken out of service for it. */
    public static final Status DEGRADED = new Status("DEGRADED");

    private final Watch<?> part;
    private final String stillWorks;

    /** @param stillWorks what goes on while the part is missing */
    public PartHealth(Watch<?> part, String stillWorks) {
        this.part = part;
        this.stillWorks = stillWorks;
    }

    @Override
    public Health health() {
        var trouble = part.trouble();
        return trouble.isEmpty()
                ? Health.up().build()
                : Health.status(DEGRADED)
                        .withDetail("missing", trouble)
                        .withDetail("stillWorks", stillWorks)
                        .build();
    }
}

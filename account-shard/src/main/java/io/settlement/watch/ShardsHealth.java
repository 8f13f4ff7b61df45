package io.settlement.watch;

import io.settlement.sharding.ShardState;
import java.util.LinkedHashMap;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Health of all shards together: DEGRADED where some are missing, DOWN only where all are. */
final class ShardsHealth implements HealthIndicator {

    private final ShardWatches<ShardState> watches;
    private final StillWorks stillWorks;

    ShardsHealth(ShardWatches<ShardState> watches, StillWorks stillWorks) {
        this.watches = watches;
        this.stillWorks = stillWorks;
    }

    @Override
    public Health health() {
        var missing = new LinkedHashMap<String, String>();
        watches.byShard().forEach((shard, watch) -> {
            var trouble = watch.trouble();
            if (!trouble.isEmpty()) {
                missing.put("shard " + shard.number(), trouble);
            }
        });
        int shards = watches.byShard().size();
        var health = missing.isEmpty()
                ? Health.up()
                : missing.size() == shards ? Health.down() : Health.status(PartHealth.DEGRADED);
        health.withDetail("shards", shards);
        if (!missing.isEmpty()) {
            health.withDetail("missing", missing)
                    .withDetail("stillWorks", missing.size() == shards ? "nothing" : stillWorks.withoutSomeShards());
        }
        return health.build();
    }
}

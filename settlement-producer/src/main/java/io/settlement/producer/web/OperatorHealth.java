package io.settlement.producer.web;

import io.settlement.ledger.ShardId;
import io.settlement.producer.live.ReadOnlyMode;
import io.settlement.producer.operate.ProcessCounts;
import io.settlement.sharding.ShardedDatabase;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.stereotype.Component;

/** The health of this process, put together from what is known already: asks nobody, and so waits for nobody. */
@Component
class OperatorHealth {

    private final HealthEndpoint health;
    private final ReadOnlyMode readOnly;
    private final ShardedDatabase database;
    private final ShardDoor door;
    private final ProcessCounts counts;

    OperatorHealth(
            HealthEndpoint health,
            ReadOnlyMode readOnly,
            ShardedDatabase database,
            ShardDoor door,
            ProcessCounts counts) {
        this.health = health;
        this.readOnly = readOnly;
        this.database = database;
        this.door = door;
        this.counts = counts;
    }

    HealthView view() {
        return HealthView.of(
                health.health(),
                readOnly.reason().orElse(null),
                database.slotMap().shards().stream().map(this::use).toList());
    }

    private HealthView.Shard use(ShardId shard) {
        var pool = database.poolOf(shard);
        return new HealthView.Shard(
                shard.number(),
                database.states().get(shard).isUp(),
                door.isCircuitOpen(shard),
                counts.queued(shard),
                counts.unresolved(shard),
                pool.active(),
                pool.most(),
                pool.waiting());
    }
}

package io.settlement.watch;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.settlement.ledger.ShardId;
import io.settlement.sharding.PoolUse;
import io.settlement.sharding.ShardState;
import io.settlement.sharding.ShardedDatabase;
import java.util.function.ToDoubleFunction;

/** Shards and settlement_control as gauges: there or missing, and how each shard's pool is used. */
public final class WatchMeters implements MeterBinder {

    private final ShardedDatabase database;
    private final ShardWatches<ShardState> shards;
    private final Watch<?> control;

    WatchMeters(ShardedDatabase database, ShardWatches<ShardState> shards, Watch<?> control) {
        this.database = database;
        this.shards = shards;
        this.control = control;
    }

    /** One more component of the service, 1 while it is there. */
    public static void component(String name, Watch<?> watch, MeterRegistry registry) {
        Gauge.builder("settlement.component.up", watch, part -> part.isThere() ? 1 : 0)
                .description("1 while the component answers")
                .tag("component", name)
                .register(registry);
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        component("control_database", control, registry);
        shards.byShard().forEach((shard, watch) -> {
            Gauge.builder("settlement.shard.up", watch, part -> part.isThere() ? 1 : 0)
                    .description("1 while the shard's database answers, is the right one and is routed to")
                    .tag("shard", Integer.toString(shard.number()))
                    .register(registry);
            bindPool(shard, registry);
        });
    }

    private void bindPool(ShardId shard, MeterRegistry registry) {
        var tags = Tags.of("shard", Integer.toString(shard.number()));
        pool("connections", "connections of the pool", shard, tags.and("state", "active"), PoolUse::active, registry);
        pool("connections", "connections of the pool", shard, tags.and("state", "idle"), PoolUse::idle, registry);
        pool("connections.limit", "connections that the pool may have", shard, tags, PoolUse::most, registry);
        pool("waiting.threads", "threads that wait for a connection", shard, tags, PoolUse::waiting, registry);
    }

    private void pool(
            String name,
            String description,
            ShardId shard,
            Tags tags,
            ToDoubleFunction<PoolUse> figure,
            MeterRegistry registry) {
        Gauge.builder("settlement.pool." + name, database, all -> figure.applyAsDouble(all.poolOf(shard)))
                .description(description)
                .tags(tags)
                .register(registry);
    }
}

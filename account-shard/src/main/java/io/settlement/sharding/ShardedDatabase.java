package io.settlement.sharding;

import com.zaxxer.hikari.HikariDataSource;
import io.settlement.ledger.ShardId;
import io.settlement.ledger.Slot;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.BiFunction;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The account database over all its shards. A shard that cannot be reached at start is marked down and probed, the
 * others work; a shard whose database does not say the right head is refused. Routing data source and shard pools are
 * safe for any number of threads.
 */
public final class ShardedDatabase implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ShardedDatabase.class);

    private final SlotMap slotMap;
    private final String clusterId;
    private final Map<ShardId, HikariDataSource> pools = new TreeMap<>();
    private final Map<ShardId, DataSource> physical = new TreeMap<>();
    private final Map<ShardId, DataSource> pastThePools = new TreeMap<>();
    private final Map<ShardId, ShardState> states = new ConcurrentSkipListMap<>();
    private final RoutingDataSource routing;

    public ShardedDatabase(ShardingProperties properties) {
        this(properties, (shard, pool) -> pool);
    }

    /** @param decorator put between pool and ShardingSphere, so that a fault can be injected under the router */
    public ShardedDatabase(ShardingProperties properties, BiFunction<ShardId, DataSource, DataSource> decorator) {
        slotMap = SlotMap.parse(properties.slotMap());
        clusterId = properties.clusterId();
        for (var shard : slotMap.shards()) {
            var database = properties.shards().get(shard.number());
            var pool = ShardPools.open(shard.dataSourceName(), database, properties.poolSize());
            pools.put(shard, pool);
            physical.put(shard, new ShardDataSource(shard, database, decorator.apply(shard, pool)));
            pastThePools.put(shard, SingleConnections.prompt(database));
            states.put(shard, ShardState.down("not probed yet"));
        }
        routing = new RoutingDataSource(slotMap);
        probe();
    }

    /** The data source that routes by slot. Statements that carry no slot are refused by it. */
    public DataSource routing() {
        return routing;
    }

    /** The shards' own data sources, for what goes shard by shard: migrations, proof, probes. */
    public Map<ShardId, DataSource> physical() {
        return Collections.unmodifiableMap(physical);
    }

    public SlotMap slotMap() {
        return slotMap;
    }

    public ShardId shardOf(Slot slot) {
        return slotMap.shardOf(slot);
    }

    /** What the database behind this shard must say of itself. */
    public ShardHead headOf(ShardId shard) {
        return new ShardHead(shard, clusterId, slotMap.digest());
    }

    public Map<ShardId, ShardState> states() {
        return Collections.unmodifiableMap(states);
    }

    /**
     * Looks at a shard now, on a connection past its pool: a busy pool is no missing shard. UP only where it is routed to
     * as well. Takes some seconds where the database is silent, and changes nothing.
     */
    public ShardState lookAt(ShardId shard) {
        var state = look(shard, pastThePools.get(shard));
        return state.isUp() ? states.get(shard) : state;
    }

    public PoolUse poolOf(ShardId shard) {
        var pool = pools.get(shard);
        var use = pool.getHikariPoolMXBean();
        return new PoolUse(
                pool.getMaximumPoolSize(),
                use.getActiveConnections(),
                use.getIdleConnections(),
                use.getThreadsAwaitingConnection());
    }

    /**
     * Looks again at every shard that is not up, and starts to route to those that are now; closes the routes that were
     * replaced some time ago. Called at start and then on a schedule; cheap while all are up.
     */
    public synchronized void probe() {
        routing.closeReplaced();
        List<ShardId> found = new ArrayList<>();
        for (var shard : slotMap.shards()) {
            if (!states.get(shard).isUp()) {
                var state = look(shard);
                if (state.isUp()) {
                    found.add(shard);
                } else {
                    note(shard, state);
                }
            }
        }
        if (!found.isEmpty()) {
            startRoutingTo(found);
        }
    }

    private void startRoutingTo(List<ShardId> found) {
        try {
            route(found);
        } catch (SQLException | RuntimeException someLost) {
            log.warn("no route to {}, looking at all shards again: {}", found, someLost.toString());
            routeToTheLiving();
        }
    }

    /** A shard that was up may be the one that is lost; it must not keep out the one that has come back. */
    private void routeToTheLiving() {
        Map<ShardId, ShardState> looked = new TreeMap<>();
        slotMap.shards().forEach(shard -> looked.put(shard, look(shard)));
        looked.forEach((shard, state) -> note(shard, state.isUp() ? ShardState.down("not routed yet") : state));
        var living = slotMap.shards().stream()
                .filter(shard -> looked.get(shard).isUp())
                .toList();
        try {
            route(living);
        } catch (SQLException | RuntimeException lostAgain) {
            living.forEach(shard -> note(shard, ShardState.down(String.valueOf(lostAgain.getMessage()))));
        }
    }

    private void route(List<ShardId> found) throws SQLException {
        var reachable = new TreeMap<ShardId, DataSource>();
        physical.forEach((shard, source) -> {
            if (states.get(shard).isUp() || found.contains(shard)) {
                reachable.put(shard, source);
            }
        });
        if (!reachable.isEmpty()) {
            routing.routeTo(reachable);
            found.forEach(shard -> note(shard, ShardState.up()));
        }
    }

    private ShardState look(ShardId shard) {
        return look(shard, physical.get(shard));
    }

    private ShardState look(ShardId shard, DataSource database) {
        try {
            return ShardHeads.check(database, headOf(shard));
        } catch (SQLException unreachable) {
            return ShardState.down(unreachable.getMessage());
        }
    }

    private void note(ShardId shard, ShardState state) {
        var before = states.put(shard, state);
        if (!state.equals(before)) {
            log.info("{} is {} {}", shard, state.kind(), state.reason());
        }
    }

    @Override
    public void close() {
        routing.close();
        pools.values().forEach(HikariDataSource::close);
    }
}

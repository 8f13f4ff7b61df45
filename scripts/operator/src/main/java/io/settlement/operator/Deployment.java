package io.settlement.operator;

import io.settlement.ledger.shard.Ledger;
import io.settlement.ledger.wiring.NodeNumber;
import io.settlement.sharding.ShardedDatabase;
import io.settlement.sharding.ShardingProperties;
import io.settlement.sharding.Sleeper;
import io.settlement.sharding.TimeSortedIds;
import java.time.Clock;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The databases of one deployment, opened as one more process of it with few connections. */
final class Deployment implements AutoCloseable {

    private static final int CONNECTIONS_PER_SHARD = 2;

    private final ShardingProperties properties;
    private final NodeNumber node;
    private final ShardedDatabase database;
    private final Ledger ledger;

    private Deployment(ShardingProperties properties) {
        this.properties = properties;
        node = NodeNumber.lease(properties, "operator-" + UUID.randomUUID());
        database = new ShardedDatabase(properties);
        var clock = Clock.systemUTC();
        ledger = new Ledger(database, new TimeSortedIds(node.value(), clock), clock, Sleeper.REAL);
    }

    static Deployment open(ShardingProperties given) {
        return new Deployment(new ShardingProperties(
                given.clusterId(), given.slotMap(), given.control(), given.shards(), CONNECTIONS_PER_SHARD));
    }

    String clusterId() {
        return properties.clusterId();
    }

    ShardedDatabase database() {
        return database;
    }

    Ledger ledger() {
        return ledger;
    }

    /** settlement_control. */
    DataSource control() {
        var control = properties.control();
        return new DriverManagerDataSource(control.jdbcUrl(), control.username(), control.password());
    }

    @Override
    public void close() {
        database.close();
        node.close();
    }
}

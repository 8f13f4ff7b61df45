package io.settlement.sharding;

import io.settlement.ledger.ShardId;
import io.settlement.sharding.ShardingProperties.Database;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The one-shot work on databases before services start: migrate every one of them, then initialise each shard once in
 * its life. Not done by the services: a service that could seed a head could also hide that a database was lost.
 */
public final class ShardSetup {

    private final ShardingProperties properties;
    private final SlotMap slotMap;

    public ShardSetup(ShardingProperties properties) {
        this.properties = properties;
        this.slotMap = SlotMap.parse(properties.slotMap());
    }

    /** Brings settlement_control and every shard to the newest schema. Running it again changes nothing. */
    public void migrate() {
        migrate(properties.control(), "classpath:sql/control");
        properties.shards().forEach(database -> migrate(database, "classpath:sql/shard"));
    }

    /** Initialises the shards that have never been; those that have are checked instead. */
    public void initialiseShards() {
        var control = JdbcClient.create(connect(properties.control()));
        registerCluster(control);
        for (var shard : slotMap.shards()) {
            initialise(control, shard);
        }
    }

    private void initialise(JdbcClient control, ShardId shard) {
        var database = connect(properties.shards().get(shard.number()));
        var head = new ShardHead(shard, properties.clusterId(), slotMap.digest());
        try {
            if (register(control, shard)) {
                ShardHeads.seed(database, head);
            }
            var state = ShardHeads.check(database, head);
            if (!state.isUp()) {
                throw new IllegalStateException(shard + " cannot be initialised: " + state.reason()
                        + ". A shard is initialised once; restore its database instead.");
            }
        } catch (SQLException failed) {
            throw new IllegalStateException(shard + " cannot be initialised: " + failed.getMessage(), failed);
        }
    }

    /** Registered first: a crash before the head is seeded leaves a shard that must be looked at, never two heads. */
    private static boolean register(JdbcClient control, ShardId shard) {
        try {
            control.sql("INSERT INTO shard_registration (shard_id) VALUES (?)")
                    .params(shard.number())
                    .update();
            return true;
        } catch (DuplicateKeyException registered) {
            return false;
        }
    }

    private void registerCluster(JdbcClient control) {
        try {
            control.sql("INSERT INTO cluster (only_row, cluster_id, slot_map, map_digest) VALUES (1, ?, ?, ?)")
                    .params(properties.clusterId(), slotMap.canonicalText(), slotMap.digest())
                    .update();
        } catch (DuplicateKeyException known) {
            requireSameCluster(control);
        }
    }

    private void requireSameCluster(JdbcClient control) {
        var known = control.sql("SELECT cluster_id, map_digest FROM cluster WHERE only_row = 1")
                .query((row, number) -> row.getString(1) + " " + row.getString(2))
                .single();
        if (!known.equals(properties.clusterId() + " " + slotMap.digest())) {
            throw new IllegalStateException("settlement_control belongs to another cluster or another slot map");
        }
    }

    private static void migrate(Database database, String location) {
        requireAnswer(database);
        Flyway.configure()
                .dataSource(SingleConnections.patient(database))
                .locations(location)
                .load()
                .migrate();
    }

    /** A statement of a migration may take long; a database that says nothing at all must not. */
    private static void requireAnswer(Database database) {
        JdbcClient.create(connect(database))
                .sql("SELECT 1")
                .query(Integer.class)
                .single();
    }

    private static DataSource connect(Database database) {
        return SingleConnections.prompt(database);
    }
}

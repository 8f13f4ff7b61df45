package io.settlement.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.settlement.faults.MySqlFaultProxy;
import io.settlement.ledger.ShardId;
import io.settlement.reconciliation.Reconciler;
import io.settlement.reconciliation.ReconciliationReport;
import io.settlement.sharding.ShardSetup;
import io.settlement.sharding.ShardingProperties;
import io.settlement.sharding.ShardingProperties.Database;
import io.settlement.sharding.SlotMap;
import java.net.InetSocketAddress;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * One cluster for a test: as many shards as it asks for, each a new database of a real server, migrated and
 * initialised, each behind a proxy that can spoil its link. {@link #node} opens the ledger over it as one process does;
 * several nodes over one fixture are several processes. Closing it ends proxies and nodes, not the shared servers.
 */
public final class LedgerFixture implements AutoCloseable {

    /** A database and its server. */
    private record Place(SharedServer server, String database) {

        static Place create(SharedServer server, String database) {
            server.createDatabase(database);
            return new Place(server, database);
        }

        Database direct() {
            return through(server.address().getPort(), "");
        }

        Database through(int port, String options) {
            return server.forServices(database, port, options);
        }

        Database forSetup() {
            return server.forSetup(database);
        }
    }

    private final SlotMap slotMap;
    private final String clusterId = UUID.randomUUID().toString().replace("-", "");
    private final Place control;
    private final List<Place> shards = new ArrayList<>();
    private final List<MySqlFaultProxy> proxies = new ArrayList<>();
    private final List<LedgerNode> nodes = new ArrayList<>();

    private LedgerFixture(int shardCount, int servers) {
        slotMap = SlotMap.evenly(shardCount);
        control = Place.create(SharedServer.server(0), SharedServer.newName("control"));
        var name = SharedServer.newName("ledger");
        for (int shard = 0; shard < shardCount; shard++) {
            var server = SharedServer.server(shard % servers);
            // One name on all servers, so that retargeting two proxies swaps two shards under a running process.
            shards.add(Place.create(server, servers == shardCount ? name : name + "_" + shard));
            proxies.add(MySqlFaultProxy.to(server.address()));
        }
        var setup = new ShardSetup(setupProperties(control, shards));
        setup.migrate();
        setup.initialiseShards();
    }

    private ShardingProperties setupProperties(Place controlDatabase, List<Place> shardDatabases) {
        var map = SlotMap.evenly(shardDatabases.size()).canonicalText();
        var databases = shardDatabases.stream().map(Place::forSetup).toList();
        return new ShardingProperties(clusterId, map, controlDatabase.forSetup(), databases, 1);
    }

    /**
     * A table with the column {@code seq}, for statements that plant many rows: MariaDB and MySQL have no other way in common.
     *
     * @param last at most {@code first + 9_999}
     */
    public static String numbers(int first, int last) {
        return "(WITH RECURSIVE digit (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM digit WHERE i < 99)"
                + " SELECT " + first + " + high.i * 100 + low.i AS seq FROM digit high, digit low"
                + " WHERE high.i * 100 + low.i <= " + (last - first) + ") numbers";
    }

    /** All shards on one server. */
    public static LedgerFixture of(int shards) {
        return new LedgerFixture(shards, 1);
    }

    /** The shards dealt out over several servers. */
    public static LedgerFixture of(int shards, int servers) {
        return new LedgerFixture(shards, servers);
    }

    public List<ShardId> shards() {
        return slotMap.shards();
    }

    /** Where the shard's server is, for retargeting proxies. */
    public InetSocketAddress serverOf(ShardId shard) {
        return shards.get(shard.number()).server().address();
    }

    public SlotMap slotMap() {
        return slotMap;
    }

    public String clusterId() {
        return clusterId;
    }

    /** The link between all nodes and this shard. */
    public MySqlFaultProxy proxy(ShardId shard) {
        return proxies.get(shard.number());
    }

    /** Through the proxies. */
    public ShardingProperties properties() {
        return properties("");
    }

    /** Through the proxies, with more URL options such as {@code &socketTimeout=700}. */
    public ShardingProperties properties(String options) {
        return properties(shards().stream()
                .map(shard -> shards.get(shard.number()).through(proxy(shard).port(), options))
                .toList());
    }

    /** Past the proxies: what another process on a sound network has. */
    public ShardingProperties directProperties() {
        return properties(shards().stream().map(this::directly).toList());
    }

    /** With these databases in the place of the shards, in their order. */
    public ShardingProperties properties(List<Database> databases) {
        return new ShardingProperties(clusterId, slotMap.canonicalText(), control.direct(), databases, 8);
    }

    /** Past the proxy. */
    public Database directly(ShardId shard) {
        return shards.get(shard.number()).direct();
    }

    public Database control() {
        return control.direct();
    }

    /** A migrated database without a head, on the server of this shard. */
    public Database migratedOnly(ShardId shard) {
        return migrated(shard).direct();
    }

    private Place migrated(ShardId shard) {
        var server = shards.get(shard.number()).server();
        var place = Place.create(server, SharedServer.newName("empty"));
        var spare = Place.create(server, SharedServer.newName("control"));
        new ShardSetup(setupProperties(spare, List.of(place))).migrate();
        return place;
    }

    /** The ledger as one process has it, with its own pools, over the proxies. */
    public LedgerNode node() {
        return node(properties());
    }

    public LedgerNode node(ShardingProperties properties) {
        return node(new LedgerNode(properties, nodes.size() + 1));
    }

    private synchronized LedgerNode node(LedgerNode node) {
        nodes.add(node);
        return node;
    }

    /** A connection to a shard past pools, proxies and ShardingSphere; auto-commit. */
    public Connection connect(ShardId shard) throws SQLException {
        var place = shards.get(shard.number());
        return place.server().connect(place.database());
    }

    /** The first column of the first row, as a number. */
    public long number(ShardId shard, String sql) {
        try (var connection = connect(shard);
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException failed) {
            throw new IllegalStateException(sql, failed);
        }
    }

    /** The same number, added up over all shards. */
    public long numberOverAll(String sql) {
        return shards().stream().mapToLong(shard -> number(shard, sql)).sum();
    }

    public int execute(ShardId shard, String sql) {
        try (var connection = connect(shard);
                var statement = connection.createStatement()) {
            statement.execute(sql);
            return statement.getUpdateCount();
        } catch (SQLException failed) {
            throw new IllegalStateException(sql, failed);
        }
    }

    /** Checksums of every table that a money transaction writes: equal before and after, nothing moved. */
    public String contents(ShardId shard) {
        try (var connection = connect(shard);
                var statement = connection.createStatement();
                var rows =
                        statement.executeQuery("CHECKSUM TABLE account, transfer, posting, credit_leg, journal_entry,"
                                + " debit_batch, parking, shard_head")) {
            var text = new StringBuilder();
            while (rows.next()) {
                text.append(rows.getString(1))
                        .append(' ')
                        .append(rows.getLong(2))
                        .append('\n');
            }
            return text.toString();
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    public List<String> contents() {
        return shards().stream().map(this::contents).toList();
    }

    /** The proof over all shards, past the proxies. */
    public ReconciliationReport reconcile() {
        Map<ShardId, DataSource> databases = new HashMap<>();
        shards().forEach(shard -> {
            var database = directly(shard);
            databases.put(
                    shard, new DriverManagerDataSource(database.jdbcUrl(), database.username(), database.password()));
        });
        return new Reconciler(databases).reconcile();
    }

    /** Fails naming the breaks. */
    public void assertConserved() {
        var report = reconcile();
        assertThat(report.breaks()).isEmpty();
        assertThat(report.unread()).isEmpty();
    }

    @Override
    public void close() {
        nodes.forEach(LedgerNode::close);
        proxies.forEach(MySqlFaultProxy::close);
    }
}

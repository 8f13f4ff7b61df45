package io.settlement.sharding;

import io.settlement.ledger.ShardId;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.apache.shardingsphere.driver.api.ShardingSphereDataSourceFactory;
import org.apache.shardingsphere.infra.algorithm.core.config.AlgorithmConfiguration;
import org.apache.shardingsphere.infra.config.mode.ModeConfiguration;
import org.apache.shardingsphere.mode.repository.standalone.StandalonePersistRepositoryConfiguration;
import org.apache.shardingsphere.sharding.api.config.ShardingRuleConfiguration;
import org.apache.shardingsphere.sharding.api.config.rule.ShardingTableRuleConfiguration;
import org.apache.shardingsphere.sharding.api.config.strategy.audit.ShardingAuditStrategyConfiguration;
import org.apache.shardingsphere.sharding.api.config.strategy.sharding.StandardShardingStrategyConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.datasource.AbstractDataSource;

/**
 * The ShardingSphere data source over the shards that can be reached. ShardingSphere reads every database's tables
 * when it is built, so it cannot be built over a dead one; when a shard comes back, a new one is built over the same
 * pools and takes its place. Transactions that are open on the old one end there, and after a grace it is closed.
 */
final class RoutingDataSource extends AbstractDataSource {

    private static final Logger log = LoggerFactory.getLogger(RoutingDataSource.class);

    private static final AtomicInteger INSTANCES = new AtomicInteger();

    private static final List<String> TABLES = List.of(
            "account",
            "transfer",
            "posting",
            "credit_leg",
            "journal_entry",
            "debit_batch",
            "parking",
            "debit_poison",
            "lease",
            "shard_head",
            "event_cursor");

    /** Several times what the longest transaction lasts. */
    private static final Duration GRACE = Duration.ofMinutes(1);

    private final SlotMap slotMap;
    private final Duration grace;
    private final List<Replaced> replaced = new ArrayList<>();
    private volatile DataSource current;

    /** One that routes no more, and since when, by {@link System#nanoTime()}. */
    private record Replaced(DataSource routing, long since) {}

    RoutingDataSource(SlotMap slotMap) {
        this(slotMap, GRACE);
    }

    /** @param grace how long a replaced one stays open for the transactions on it */
    RoutingDataSource(SlotMap slotMap, Duration grace) {
        this.slotMap = slotMap;
        this.grace = grace;
    }

    /** @throws SQLException where one of the databases is lost again while its tables are read */
    synchronized void routeTo(Map<ShardId, DataSource> reachable) throws SQLException {
        Map<String, DataSource> byName = new HashMap<>();
        reachable.forEach((shard, source) -> byName.put(shard.dataSourceName(), source));
        var newest = ShardingSphereDataSourceFactory.createDataSource(
                "settlement", privateMetadata(), byName, List.of(rules(reachable)), properties());
        if (current != null) {
            replaced.add(new Replaced(current, System.nanoTime()));
        }
        current = newest;
    }

    /** Closes those that were replaced a grace ago; each keeps threads and a metadata store of its own. */
    synchronized void closeReplaced() {
        long now = System.nanoTime();
        replaced.removeIf(old -> {
            boolean outlived = now - old.since >= grace.toNanos();
            if (outlived) {
                closeQuietly(old.routing);
            }
            return outlived;
        });
    }

    /** How many are still open. */
    synchronized int open() {
        return replaced.size() + (current == null ? 0 : 1);
    }

    /** ShardingSphere keeps its own metadata in an H2 in memory; under one name all instances of a process share it. */
    private static ModeConfiguration privateMetadata() {
        var properties = new Properties();
        properties.setProperty("jdbc_url", "jdbc:h2:mem:routing_" + INSTANCES.incrementAndGet() + ";DB_CLOSE_DELAY=0");
        properties.setProperty("username", "sa");
        properties.setProperty("password", "");
        return new ModeConfiguration("Standalone", new StandalonePersistRepositoryConfiguration("JDBC", properties));
    }

    @Override
    public Connection getConnection() throws SQLException {
        var target = current;
        if (target == null) {
            throw new ShardUnavailable("no shard has been reached since this process started");
        }
        return target.getConnection();
    }

    @Override
    public Connection getConnection(String username, String password) throws SQLException {
        throw new SQLException("the shards' accounts are configured, not passed in");
    }

    /** Stops routing and gives up ShardingSphere's own threads. The pools below belong to whoever opened them. */
    synchronized void close() {
        var last = current;
        current = null;
        if (last != null) {
            closeQuietly(last);
        }
        replaced.forEach(old -> closeQuietly(old.routing));
        replaced.clear();
    }

    private static void closeQuietly(DataSource routing) {
        try {
            ((AutoCloseable) routing).close();
        } catch (Exception failed) {
            log.warn("ShardingSphere did not close: {}", failed.toString());
        }
    }

    private ShardingRuleConfiguration rules(Map<ShardId, DataSource> reachable) {
        var rules = new ShardingRuleConfiguration();
        rules.setTables(new ArrayList<>(
                TABLES.stream().map(table -> tableRule(table, reachable)).toList()));
        rules.setDefaultDatabaseShardingStrategy(new StandardShardingStrategyConfiguration("slot", "by_slot"));
        rules.setDefaultAuditStrategy(new ShardingAuditStrategyConfiguration(List.of("slot_required"), false));
        rules.getAuditors()
                .put("slot_required", new AlgorithmConfiguration("DML_SHARDING_CONDITIONS", new Properties()));
        rules.getShardingAlgorithms().put("by_slot", new AlgorithmConfiguration("CLASS_BASED", bySlot()));
        return rules;
    }

    private static ShardingTableRuleConfiguration tableRule(String table, Map<ShardId, DataSource> reachable) {
        var nodes = reachable.keySet().stream()
                .map(shard -> shard.dataSourceName() + "." + table)
                .collect(Collectors.joining(","));
        return new ShardingTableRuleConfiguration(table, "<LITERAL>" + nodes);
    }

    private Properties bySlot() {
        var properties = new Properties();
        properties.setProperty("strategy", "STANDARD");
        properties.setProperty("algorithmClassName", SlotShardingAlgorithm.class.getName());
        properties.setProperty(SlotShardingAlgorithm.SLOT_MAP, slotMap.canonicalText());
        return properties;
    }

    private static Properties properties() {
        var properties = new Properties();
        properties.setProperty("max-connections-size-per-query", "1");
        properties.setProperty("sql-show", "false");
        return properties;
    }
}

package io.settlement.bench.ledger;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.settlement.bench.contender.Books;
import io.settlement.ledger.ShardId;
import io.settlement.reconciliation.Break;
import io.settlement.reconciliation.Reconciler;
import io.settlement.sharding.ShardingProperties.Database;
import io.settlement.sharding.TimeSortedIds;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The books of this project's shards, proved by its own reconciler: conservation, every leg once, nothing in flight. */
public final class ShardBooks implements AutoCloseable {

    /** By the count that every batch keeps, for which there is an index. */
    private static final String OPEN = "SELECT COALESCE(SUM(open_count), 0) FROM debit_batch WHERE open_count > 0";

    private static final String UNPUBLISHED =
            "SELECT h.entry_no - c.entry_no FROM shard_head h JOIN event_cursor c ON c.slot = h.slot";

    private static final String FINISHED = """
            SELECT t.idem_key, TIMESTAMPDIFF(MICROSECOND, '1970-01-01', j.recorded_at)
              FROM transfer t
              JOIN journal_entry j ON j.txn_id = t.finish_txn
             WHERE t.transfer_id >= ?
               AND t.kind = 'TRANSFER'
               AND t.status = 'SETTLED'""";

    private static final int EXAMPLES = 5;
    private static final int CONNECTIONS = 3;

    private final Map<ShardId, HikariDataSource> shards = new TreeMap<>();

    public ShardBooks(List<Database> databases) {
        for (var database : databases) {
            shards.put(new ShardId(shards.size()), open(database));
        }
    }

    private static HikariDataSource open(Database database) {
        var config = new HikariConfig();
        config.setJdbcUrl(database.jdbcUrl());
        config.setUsername(database.username());
        config.setPassword(database.password());
        config.setMaximumPoolSize(CONNECTIONS);
        config.setMinimumIdle(0);
        return new HikariDataSource(config);
    }

    /** @param settledBefore what {@link #settled} said before the run */
    public Books prove(long settledBefore) throws SQLException {
        var report = new Reconciler(new TreeMap<>(shards)).reconcile();
        List<String> breaks = new ArrayList<>();
        report.breaks().stream().limit(EXAMPLES).map(Break::line).forEach(breaks::add);
        report.unread().forEach(unread -> breaks.add(unread.line()));
        if (!report.atRest()) {
            breaks.add("the books are not at rest");
        }
        return new Books(settled() - settledBefore, breaks);
    }

    /** Transfers whose credit is committed. */
    public long settled() throws SQLException {
        return sum("SELECT COUNT(*) FROM credit_leg WHERE outcome = 'CREDITED'");
    }

    /** Transfers that have not ended, and journal entries whose events are not published. */
    public long underWay() throws SQLException {
        return sum(OPEN) + sum(UNPUBLISHED);
    }

    /** Told of the number in a transfer's key, and when its finish was recorded. */
    @FunctionalInterface
    public interface Finished {
        void at(long number, long micros);
    }

    /**
     * The transfers of one run that are settled. Their finish comes after their credit, so that the times are not too
     * short.
     *
     * @param keysBegin with it; a number follows
     */
    public void finishTimes(Instant from, String keysBegin, Finished reader) throws SQLException {
        for (var shard : shards.values()) {
            try (var connection = shard.getConnection();
                    var statement = connection.prepareStatement(FINISHED)) {
                statement.setLong(1, TimeSortedIds.firstAt(from));
                try (var rows = statement.executeQuery()) {
                    while (rows.next()) {
                        var key = rows.getString(1);
                        if (key.startsWith(keysBegin)) {
                            reader.at(Long.parseLong(key.substring(keysBegin.length())), rows.getLong(2));
                        }
                    }
                }
            }
        }
    }

    private long sum(String sql) throws SQLException {
        long sum = 0;
        for (var shard : shards.values()) {
            try (var connection = shard.getConnection();
                    var statement = connection.createStatement();
                    var rows = statement.executeQuery(sql)) {
                rows.next();
                sum += rows.getLong(1);
            }
        }
        return sum;
    }

    public void plantCent() throws SQLException {
        try (var connection = shards.get(new ShardId(0)).getConnection();
                var statement = connection.createStatement()) {
            statement.executeUpdate(
                    "UPDATE account SET balance = balance + 1 WHERE type = 'SA' ORDER BY account_id LIMIT 1");
        }
    }

    @Override
    public void close() {
        shards.values().forEach(HikariDataSource::close);
    }
}

package io.settlement.drill.fault;

import io.settlement.ledger.ShardId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;

/** What is debited and not finished, by the shards' own tables and clocks. */
public final class OpenWork {

    private static final String IN_FLIGHT = "SELECT COALESCE(SUM(open_count), 0) FROM debit_batch WHERE open_count > 0";
    private static final String NOW = "SELECT CURRENT_TIMESTAMP(3)";
    private static final String OPEN_SINCE =
            "SELECT COUNT(*) FROM debit_batch WHERE open_count > 0 AND created_at <= ?";
    private static final String UNTOLD =
            "SELECT h.entry_no - c.entry_no FROM shard_head h JOIN event_cursor c ON c.slot = h.slot";

    private final Map<ShardId, DataSource> shards;

    public OpenWork(Map<ShardId, DataSource> shards) {
        this.shards = new TreeMap<>(shards);
    }

    /** A moment, by each shard's clock. */
    public record Moment(Map<ShardId, Timestamp> clocks) {}

    /** DEBITED transfers on the shards that answer. */
    public long inFlight() {
        long sum = 0;
        for (var shard : shards.keySet()) {
            try {
                sum += number(shard, IN_FLIGHT, null);
            } catch (SQLException away) {
                // What cannot be seen is not counted.
            }
        }
        return sum;
    }

    public Moment now() throws SQLException {
        var clocks = new TreeMap<ShardId, Timestamp>();
        for (var shard : shards.keySet()) {
            clocks.put(shard, one(shard, NOW, null, row -> row.getTimestamp(1)));
        }
        return new Moment(clocks);
    }

    /** Batches debited up to that moment that still have open transfers; at least one for a shard that does not answer. */
    public long openSince(Moment moment) {
        return sum(OPEN_SINCE, moment);
    }

    /** Journal entries of which no event has been published yet; at least one for a shard that does not answer. */
    public long untold() {
        return sum(UNTOLD, null);
    }

    private long sum(String sql, Moment moment) {
        long sum = 0;
        for (var shard : shards.keySet()) {
            try {
                sum += number(
                        shard, sql, moment == null ? null : moment.clocks().get(shard));
            } catch (SQLException away) {
                sum++;
            }
        }
        return sum;
    }

    private long number(ShardId shard, String sql, Timestamp argument) throws SQLException {
        return one(shard, sql, argument, row -> row.getLong(1));
    }

    private interface Column<T> {
        T of(ResultSet row) throws SQLException;
    }

    private <T> T one(ShardId shard, String sql, Timestamp argument, Column<T> column) throws SQLException {
        try (var connection = shards.get(shard).getConnection();
                var statement = connection.prepareStatement(sql)) {
            if (argument != null) {
                statement.setTimestamp(1, argument);
            }
            try (var row = statement.executeQuery()) {
                if (!row.next()) {
                    throw new SQLException("no row: " + sql);
                }
                return column.of(row);
            }
        }
    }
}

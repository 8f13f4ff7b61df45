package io.settlement.ledger.shard;

import io.settlement.ledger.LedgerInvariantViolated;
import io.settlement.ledger.ShardId;
import io.settlement.sharding.ShardedDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;

/** One open transaction on one shard, and how statements are run in it. Lives as long as the transaction. */
final class LedgerSession {

    private static final String ADVANCE_HEAD = """
            UPDATE shard_head
               SET entry_no = entry_no + 1,
                   recorded_at = GREATEST(recorded_at,
                                          LEAST(CAST(? AS DATETIME(6)), UTC_TIMESTAMP(6) + INTERVAL 5 SECOND))
             WHERE shard_id = ? AND slot = ? AND cluster_id = ? AND map_digest = ?""";

    private final ShardId shard;
    private final ShardedDatabase database;
    private final Connection connection;
    private final List<PostingRun> posted = new ArrayList<>();

    LedgerSession(ShardId shard, ShardedDatabase database, Connection connection) {
        this.shard = shard;
        this.database = database;
        this.connection = connection;
    }

    ShardId shard() {
        return shard;
    }

    int pinnedSlot() {
        return shard.pinnedSlot().number();
    }

    /** Notes postings that this transaction has written to a customer's account. */
    void posted(PostingRun run) {
        posted.add(run);
    }

    /** What the journal entry of this transaction has to name. */
    List<PostingRun> posted() {
        return posted;
    }

    /** Fills a statement. */
    @FunctionalInterface
    interface Binder {
        void bind(Parameters parameters) throws SQLException;
    }

    /** Reads one row. */
    @FunctionalInterface
    interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    <R> void insertAll(RowShapes.Texts texts, List<R> rows, Parameters.RowBinder<R> binder) throws SQLException {
        for (var run : RowShapes.runs(rows)) {
            updateExactly(run.size(), texts.ofSize(run.size()), parameters -> parameters.addAll(run, binder));
        }
    }

    void updateExactly(int expected, String sql, Binder binder) throws SQLException {
        int updated = update(sql, binder);
        if (updated != expected) {
            throw new LedgerInvariantViolated("rows changed on " + shard + " by " + head(sql), expected, updated);
        }
    }

    int update(String sql, Binder binder) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            binder.bind(new Parameters(statement));
            return statement.executeUpdate();
        }
    }

    <T> List<T> query(String sql, Binder binder, RowReader<T> reader) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            binder.bind(new Parameters(statement));
            List<T> found = new ArrayList<>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(read(rows, reader, sql));
                }
            }
            return found;
        }
    }

    /** A row that says what no value can be is a broken invariant, and told apart from trouble of driver and router. */
    private <T> T read(ResultSet row, RowReader<T> reader, String sql) throws SQLException {
        try {
            return reader.read(row);
        } catch (IllegalArgumentException | NullPointerException nonsense) {
            throw new LedgerInvariantViolated(
                    "a row on " + shard + " read by " + head(sql), "values that make sense", nonsense.getMessage());
        }
    }

    /** Refuses a database that is not the shard which the slot map means; for writes that move no money. */
    void requireHead() throws SQLException {
        var head = database.headOf(shard);
        var found = query(
                "SELECT shard_id FROM shard_head WHERE shard_id = ? AND slot = ? AND cluster_id = ? AND map_digest = ?",
                parameters -> parameters
                        .add(shard.number())
                        .add(pinnedSlot())
                        .add(head.clusterId())
                        .add(head.mapDigest()),
                row -> row.getInt(1));
        if (found.isEmpty()) {
            throw new WrongShardHead(head);
        }
    }

    /**
     * Takes the next entry number of the shard, and with it the right to commit: the row is there only in the right
     * database under the right slot map.
     *
     * @param now what the service's clock says. The entry is given the time of the one before where that is later:
     *     clocks differ and step, and a transaction may have waited for a lock since. A clock is believed up to 5 s ahead
     *     of the shard's own: one that runs wild must not take the journal's time with it.
     */
    JournalHead advanceHead(Instant now) throws SQLException {
        var head = database.headOf(shard);
        int advanced = update(
                ADVANCE_HEAD,
                parameters -> parameters
                        .add(now)
                        .add(shard.number())
                        .add(pinnedSlot())
                        .add(head.clusterId())
                        .add(head.mapDigest()));
        if (advanced != 1) {
            throw new WrongShardHead(head);
        }
        return query(
                        "SELECT entry_no, recorded_at FROM shard_head WHERE shard_id = ? AND slot = ?",
                        parameters -> parameters.add(shard.number()).add(pinnedSlot()),
                        row -> new JournalHead(row.getLong(1), row.getObject(2, LocalDateTime.class)))
                .get(0);
    }

    private static String head(String sql) {
        return sql.substring(0, Math.min(sql.length(), 40)).strip();
    }
}

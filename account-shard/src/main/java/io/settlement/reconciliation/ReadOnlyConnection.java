package io.settlement.reconciliation;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/**
 * A borrowed connection that only reads, and goes back as it came. One thread at a time.
 *
 * <p>The isolation level is set for the next transaction only, so there is none to restore. What changes are auto-commit
 * (on: a snapshot is opened and ended by statements of its own, past whatever a data source does for money transactions)
 * and the socket time-out, which is set for short statements elsewhere and would cut a proof short. Answers are bounded
 * by the SQL and never streamed: the driver would change a session setting for that.
 */
final class ReadOnlyConnection implements AutoCloseable {

    private static final Duration LONGEST_READ = Duration.ofMinutes(5);

    private final Connection connection;
    private final boolean autoCommit;
    private final int socketMillis;

    ReadOnlyConnection(DataSource dataSource) throws SQLException {
        connection = dataSource.getConnection();
        try {
            autoCommit = connection.getAutoCommit();
            socketMillis = connection.getNetworkTimeout();
            connection.setAutoCommit(true);
            connection.setNetworkTimeout(Runnable::run, (int) LONGEST_READ.toMillis());
        } catch (SQLException broken) {
            discard();
            throw broken;
        }
    }

    /** From here on all reads see one state of the shard, until {@link #close()}. */
    void startSnapshot() throws SQLException {
        execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
        execute("START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY");
    }

    <T> List<T> list(String sql, Row<T> row, long... arguments) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < arguments.length; i++) {
                statement.setLong(i + 1, arguments[i]);
            }
            try (var result = statement.executeQuery()) {
                var rows = new ArrayList<T>();
                while (result.next()) {
                    rows.add(row.read(result));
                }
                return rows;
            }
        }
    }

    /** Ends the snapshot, if any, and gives the connection back; one that cannot be put right is thrown away instead. */
    @Override
    public void close() throws SQLException {
        try {
            execute("ROLLBACK");
            connection.setNetworkTimeout(Runnable::run, socketMillis);
            connection.setAutoCommit(autoCommit);
        } catch (SQLException broken) {
            discard();
            throw broken;
        }
        connection.close();
    }

    private void discard() throws SQLException {
        connection.abort(Runnable::run);
        connection.close();
    }

    private void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Makes a value of the current row. */
    interface Row<T> {
        T read(ResultSet result) throws SQLException;
    }
}

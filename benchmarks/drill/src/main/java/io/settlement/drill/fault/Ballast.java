package io.settlement.drill.fault;

import java.sql.Connection;
import java.sql.SQLException;

/** Rows that are nobody's, in a database of their own beside the shard's. Gone when it is closed. */
final class Ballast implements AutoCloseable {

    private static final int KILOBYTES = 64;

    private final Connection connection;

    Ballast(Connection connection) throws SQLException {
        this.connection = connection;
        execute("CREATE DATABASE IF NOT EXISTS drill");
        execute("CREATE TABLE IF NOT EXISTS drill.ballast (content LONGTEXT) ENGINE = InnoDB");
    }

    void grow(int megabytes) throws SQLException {
        for (int i = 0; i < megabytes * 1024 / KILOBYTES; i++) {
            execute("INSERT INTO drill.ballast VALUES (REPEAT('x', " + KILOBYTES * 1024 + "))");
        }
    }

    /** Light ones, which make the transaction that writes them heavy. */
    void weigh(int rows) throws SQLException {
        var values = "('x'),".repeat(rows);
        execute("INSERT INTO drill.ballast VALUES " + values.substring(0, values.length() - 1));
    }

    private void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws SQLException {
        execute("TRUNCATE TABLE drill.ballast");
    }
}

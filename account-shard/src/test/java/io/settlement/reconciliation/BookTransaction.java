package io.settlement.reconciliation;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;

/** The rows of one money transaction, gathered, then written as plain multi-row INSERTs in one database transaction. */
final class BookTransaction {

    private final Map<String, List<String>> rows = new LinkedHashMap<>();
    private final List<String> updates = new ArrayList<>();

    void insert(String tableAndColumns, Object... values) {
        var row = Stream.of(values).map(BookTransaction::literal).collect(Collectors.joining(",", "(", ")"));
        rows.computeIfAbsent(tableAndColumns, none -> new ArrayList<>()).add(row);
    }

    void update(String sql, Object... values) {
        updates.add(String.format(sql, values));
    }

    void commit(DataSource dataSource, TableChecks checks) throws SQLException {
        try (var connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            write(connection, checks);
            connection.commit();
        }
    }

    private void write(Connection connection, TableChecks checks) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.addBatch(checks.ofSession());
            for (var table : rows.entrySet()) {
                statement.addBatch("INSERT INTO " + table.getKey() + " VALUES " + String.join(",", table.getValue()));
            }
            for (var update : updates) {
                statement.addBatch(update);
            }
            statement.executeBatch();
        }
    }

    private static String literal(Object value) {
        if (value == null) {
            return "NULL";
        }
        return value instanceof Number ? value.toString() : value instanceof Raw raw ? raw.sql() : "'" + value + "'";
    }

    /** SQL that goes in as it is. */
    record Raw(String sql) {}
}

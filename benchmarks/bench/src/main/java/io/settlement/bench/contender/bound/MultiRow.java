package io.settlement.bench.contender.bound;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One statement for many rows or ids. {@code %ids} in its text stands for the placeholders of a list, {@code %rows} for
 * rows of placeholders, {@code %whens} for WHEN ? THEN ?. One text for each size, so that the driver parses each once.
 */
record MultiRow(String template, int columns, int most, Map<Integer, String> texts) {

    /** Beyond 200 entries the server no longer looks each id up when it plans, and may lock by a scan. */
    private static final int MOST_IDS = 128;

    /** More rows in one statement have brought nothing. */
    private static final int MOST_ROWS = 256;

    static MultiRow ids(String template) {
        return new MultiRow(template, 1, MOST_IDS, new ConcurrentHashMap<>());
    }

    static MultiRow rows(String template, int columns) {
        return new MultiRow(template, columns, MOST_ROWS, new ConcurrentHashMap<>());
    }

    /** Sets the values of some items from a position on. */
    @FunctionalInterface
    interface Binder<T> {
        void bind(PreparedStatement statement, int from, List<T> items) throws SQLException;
    }

    @FunctionalInterface
    interface Reader {
        void read(ResultSet row) throws SQLException;
    }

    /** @throws SQLException also where another number of rows was changed */
    <T> void update(Connection connection, List<T> items, Binder<T> binder) throws SQLException {
        for (int from = 0; from < items.size(); from += most) {
            var part = items.subList(from, Math.min(items.size(), from + most));
            try (var statement = connection.prepareStatement(text(part.size()))) {
                binder.bind(statement, 1, part);
                int changed = statement.executeUpdate();
                if (changed != part.size()) {
                    throw new SQLException(changed + " rows instead of " + part.size() + " by " + template);
                }
            }
        }
    }

    void query(Connection connection, List<Long> ids, Reader reader) throws SQLException {
        for (int from = 0; from < ids.size(); from += most) {
            var part = ids.subList(from, Math.min(ids.size(), from + most));
            try (var statement = connection.prepareStatement(text(part.size()))) {
                bindIds(statement, 1, part);
                try (var rows = statement.executeQuery()) {
                    while (rows.next()) {
                        reader.read(rows);
                    }
                }
            }
        }
    }

    static void bindIds(PreparedStatement statement, int from, List<Long> ids) throws SQLException {
        int next = from;
        for (long id : ids) {
            statement.setLong(next++, id);
        }
    }

    private String text(int size) {
        return texts.computeIfAbsent(
                size,
                many -> template.replace("%ids", list("?", many))
                        .replace("%rows", list("(" + list("?", columns) + ")", many))
                        .replace("%whens", "WHEN ? THEN ? ".repeat(many)));
    }

    private static String list(String element, int count) {
        return (element + ", ").repeat(count - 1) + element;
    }
}

package io.settlement.ledger.shard;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** Fills a statement's placeholders from left to right. */
final class Parameters {

    private final PreparedStatement statement;
    private int filled;

    Parameters(PreparedStatement statement) {
        this.statement = statement;
    }

    Parameters add(long value) throws SQLException {
        statement.setLong(++filled, value);
        return this;
    }

    /** Slots and other small numbers; the sharding algorithm expects its column as an int. */
    Parameters add(int value) throws SQLException {
        statement.setInt(++filled, value);
        return this;
    }

    Parameters add(String value) throws SQLException {
        statement.setString(++filled, value);
        return this;
    }

    Parameters add(byte[] value) throws SQLException {
        statement.setBytes(++filled, value);
        return this;
    }

    /** Times are stored as UTC without a zone. */
    Parameters add(Instant value) throws SQLException {
        return add(LocalDateTime.ofInstant(value, ZoneOffset.UTC));
    }

    /** A time as it is stored. */
    Parameters add(LocalDateTime value) throws SQLException {
        statement.setObject(++filled, value);
        return this;
    }

    Parameters addNullableLong(Long value) throws SQLException {
        if (value == null) {
            statement.setNull(++filled, Types.BIGINT);
        } else {
            statement.setLong(++filled, value);
        }
        return this;
    }

    /** Fills the rest of the statement from a list. */
    <R> Parameters addAll(Iterable<R> rows, RowBinder<R> binder) throws SQLException {
        for (R row : rows) {
            binder.bind(this, row);
        }
        return this;
    }

    /** Writes one row's values. */
    @FunctionalInterface
    interface RowBinder<R> {
        void bind(Parameters parameters, R row) throws SQLException;
    }
}

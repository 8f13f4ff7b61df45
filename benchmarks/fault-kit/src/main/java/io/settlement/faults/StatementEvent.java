package io.settlement.faults;

import java.sql.Connection;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Something that a program asks of one connection of a {@link FaultyDataSource}.
 *
 * @param dataSource the name of the data source
 * @param connection counts the connections of that data source from 1
 * @param transaction counts the transactions of that connection from 1
 * @param autoCommit whether the statement is a transaction of its own
 * @param thread the thread that asked
 * @param kind what was asked for
 * @param sql the statement; of a batch of texts all, joined by {@code "; "}; {@code COMMIT} and {@code ROLLBACK} else
 * @param raw the connection below, for faults that must do to it what the real trouble does; not to be kept
 */
public record StatementEvent(
        String dataSource,
        long connection,
        long transaction,
        boolean autoCommit,
        long thread,
        Kind kind,
        String sql,
        Connection raw) {

    /** {@code COMMIT} also stands for the commit hidden in {@code setAutoCommit(true)}. */
    public enum Kind {
        STATEMENT,
        COMMIT,
        ROLLBACK
    }

    public static Predicate<StatementEvent> statement(String regex) {
        Pattern pattern = Pattern.compile(regex, Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
        return event ->
                event.kind == Kind.STATEMENT && pattern.matcher(event.sql).find();
    }

    public static Predicate<StatementEvent> commit() {
        return event -> event.kind == Kind.COMMIT;
    }

    public static Predicate<StatementEvent> on(String dataSource) {
        return event -> event.dataSource.equals(dataSource);
    }
}

package io.settlement.faults;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTransactionRollbackException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** The faults that tests ask for most, with the exceptions that Connector/J would throw. */
public final class StatementFaults {

    /** Makes the trouble: throws it, after having done to the raw connection what the server would have done. */
    @FunctionalInterface
    public interface Trouble {
        void strike(StatementEvent event) throws SQLException;
    }

    private StatementFaults() {}

    /** Strikes before the nth matching event, counted from 1 over all connections, and only then. */
    public static StatementFault beforeNth(int nth, Predicate<StatementEvent> matches, Trouble trouble) {
        var seen = new AtomicInteger();
        return new StatementFault() {
            @Override
            public void before(StatementEvent event) throws SQLException {
                if (matches.test(event) && seen.incrementAndGet() == nth) {
                    trouble.strike(event);
                }
            }
        };
    }

    /** Strikes after the nth matching event has succeeded, counted from 1 over all connections, and only then. */
    public static StatementFault afterNth(int nth, Predicate<StatementEvent> matches, Trouble trouble) {
        var seen = new AtomicInteger();
        return new StatementFault() {
            @Override
            public void after(StatementEvent event) throws SQLException {
                if (matches.test(event) && seen.incrementAndGet() == nth) {
                    trouble.strike(event);
                }
            }
        };
    }

    /**
     * Error 1213. The whole transaction is rolled back first, as the server does: a program that goes on with the next
     * statement, or repeats only the failed one, has lost its earlier rows here as it would have there.
     */
    public static Trouble deadlock() {
        return event -> {
            event.raw().rollback();
            throw new SQLTransactionRollbackException(
                    "Deadlock found when trying to get lock; try restarting transaction", "40001", 1213);
        };
    }

    /** Error 1205. Only the statement is undone; the transaction and its locks are still there. */
    public static Trouble lockWaitTimeout() {
        return event -> {
            throw new SQLTransactionRollbackException(
                    "Lock wait timeout exceeded; try restarting transaction", "40001", 1205);
        };
    }

    /** The socket breaks: the connection is aborted, so that the server rolls back, or has committed already. */
    public static Trouble lostConnection() {
        return event -> {
            event.raw().abort(Runnable::run);
            throw new SQLNonTransientConnectionException("Communications link failure", "08S01", 0);
        };
    }
}

package io.settlement.drill.fault;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;

/**
 * Another session on a shard, which locks the internal accounts first and then the customers', where the ledger does it the
 * other way round. It has written many rows before, and so the server rolls back the ledger and not this one. It changes
 * nothing: it always rolls back. One use, one thread of its own.
 */
final class Rival implements AutoCloseable {

    private static final String COUNT =
            "SELECT COUNT FROM information_schema.INNODB_METRICS WHERE NAME = 'lock_deadlocks'";
    private static final String LOCK_INTERNAL = "SELECT account_id FROM account WHERE slot >= 992 FOR UPDATE";
    private static final String LOCK_CUSTOMERS = "SELECT account_id FROM account WHERE slot < 992 FOR UPDATE";

    private static final int ROWS = 500;
    private static final long LOCKED_MILLIS = 60;
    private static final long PAUSE_MILLIS = 150;
    private static final long SECONDS_TO_END = 10;

    private final Connection looking;
    private final Connection locking;
    private final Thread thread;
    private final long before;
    private volatile boolean ended;

    /** Opens connections to the shard. */
    interface Door {
        Connection open() throws SQLException;
    }

    private Rival(Door door) throws SQLException {
        looking = door.open();
        locking = door.open();
        before = count();
        thread = new Thread(this::run, "rival");
        thread.setDaemon(true);
    }

    static Rival start(Door door) throws SQLException {
        var rival = new Rival(door);
        rival.thread.start();
        return rival;
    }

    /** Deadlocks on this server since the start. */
    long deadlocks() throws SQLException {
        return count() - before;
    }

    private long count() throws SQLException {
        try (var statement = looking.createStatement();
                var row = statement.executeQuery(COUNT)) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    private void run() {
        try (var ballast = new Ballast(locking)) {
            while (!ended) {
                contend(ballast);
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            }
        } catch (SQLException | InterruptedException over) {
            // A rival that is gone deadlocks nobody: the strike is judged by the server's count.
        }
    }

    private void contend(Ballast ballast) throws SQLException, InterruptedException {
        locking.setAutoCommit(false);
        try (var statement = locking.createStatement()) {
            ballast.weigh(ROWS);
            statement.execute(LOCK_INTERNAL);
            TimeUnit.MILLISECONDS.sleep(LOCKED_MILLIS);
            statement.execute(LOCK_CUSTOMERS);
        } catch (SQLException lost) {
            // This time it was the one that was rolled back.
        } finally {
            locking.rollback();
            locking.setAutoCommit(true);
        }
    }

    @Override
    public void close() {
        ended = true;
        try {
            thread.join(TimeUnit.SECONDS.toMillis(SECONDS_TO_END));
            locking.close();
            looking.close();
        } catch (SQLException gone) {
            // What is closed already is what was wanted.
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }
}

package io.settlement.bench.contender;

import java.sql.Connection;
import java.sql.SQLException;

/** Runs a transaction again when the server has taken its locks away, as every client of InnoDB must. */
final class LockConflicts {

    static final int DUPLICATE_KEY = 1062;

    private static final int DEADLOCK = 1213;
    private static final int LOCK_WAIT = 1205;
    private static final int TRIES = 20;

    private LockConflicts() {}

    /** Commits or rolls back by itself. */
    @FunctionalInterface
    interface Transaction<T> {
        T run() throws SQLException;
    }

    static <T> T retried(Connection connection, Transaction<T> transaction) throws SQLException {
        for (int tries = 1; ; tries++) {
            try {
                return transaction.run();
            } catch (SQLException failed) {
                connection.rollback();
                if (!isConflict(failed) || tries == TRIES) {
                    throw failed;
                }
            }
        }
    }

    private static boolean isConflict(SQLException failed) {
        return failed.getErrorCode() == DEADLOCK || failed.getErrorCode() == LOCK_WAIT;
    }
}

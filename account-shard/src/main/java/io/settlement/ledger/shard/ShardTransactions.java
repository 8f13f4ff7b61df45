package io.settlement.ledger.shard;

import io.settlement.ledger.LedgerInvariantViolated;
import io.settlement.ledger.ShardId;
import io.settlement.sharding.CurrentShard;
import io.settlement.sharding.ShardedDatabase;
import io.settlement.sharding.Sleeper;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionStatus;

/**
 * Opens the local transactions of the ledger: each on one shard, READ COMMITTED (the pools' setting), run again as a whole when the server
 * took a lock away from it. What comes out of commit() is {@link CommitOutcomeUnknown}, whatever it says of itself.
 */
final class ShardTransactions {

    private static final int TRIES = 4;

    /** More than rivals can meet: each one has committed, so the next look finds less to do. */
    private static final int REDOS = 16;

    private static final Duration PAUSE = Duration.ofMillis(15);

    private final ShardedDatabase database;
    private final DataSourceTransactionManager manager;
    private final Sleeper sleeper;

    ShardTransactions(ShardedDatabase database, Sleeper sleeper) {
        this.database = database;
        this.manager = new DataSourceTransactionManager(database.routing());
        this.sleeper = sleeper;
    }

    /** What is done inside; it may run several times, and starts from nothing each time. */
    @FunctionalInterface
    interface Work<T> {
        T in(LedgerSession session) throws SQLException;
    }

    /**
     * Runs the work in one transaction on one shard and commits it; runs it again after a lock conflict, and at once
     * where another transaction has written first.
     */
    <T> T run(ShardId shard, Work<T> work) {
        int conflicts = 0;
        int redos = 0;
        while (true) {
            try {
                return once(shard, work);
            } catch (RedoTransaction otherWasFirst) {
                if (++redos == REDOS) {
                    throw otherWasFirst;
                }
            } catch (LockConflict conflict) {
                if (++conflicts == TRIES) {
                    throw conflict;
                }
                pause(conflicts);
            }
        }
    }

    /** Runs work that only reads, after the database has said that it is this shard: what it tells moves money elsewhere. */
    <T> T read(ShardId shard, Work<T> work) {
        return run(shard, session -> {
            session.requireHead();
            return work.in(session);
        });
    }

    /** Runs the work in one transaction exactly once. */
    <T> T once(ShardId shard, Work<T> work) {
        return CurrentShard.within(shard, () -> {
            var status = manager.getTransaction(TransactionDefinition.withDefaults());
            if (!status.isNewTransaction()) {
                // Its commit would do nothing and look like one.
                throw new LedgerInvariantViolated("transaction on " + shard, "one of its own", "one that was open");
            }
            T result = attempt(shard, work, status);
            commit(shard, status);
            return result;
        });
    }

    private <T> T attempt(ShardId shard, Work<T> work, TransactionStatus status) {
        try {
            return work.in(new LedgerSession(shard, database, connection()));
        } catch (SQLException | RuntimeException failed) {
            rollback(status, failed);
            throw DatabaseTrouble.isLockConflict(failed) ? new LockConflict(shard, failed) : unchecked(shard, failed);
        } catch (Error failed) {
            // Left open, the transaction would stay with the thread and swallow the next one.
            rollback(status, failed);
            throw failed;
        }
    }

    private void commit(ShardId shard, TransactionStatus status) {
        try {
            manager.commit(status);
        } catch (RuntimeException unknown) {
            throw new CommitOutcomeUnknown(shard, unknown);
        }
    }

    private void rollback(TransactionStatus status, Throwable failed) {
        try {
            manager.rollback(status);
        } catch (RuntimeException connectionLost) {
            failed.addSuppressed(connectionLost);
        }
    }

    private Connection connection() {
        return DataSourceUtils.getConnection(database.routing());
    }

    private void pause(int attempt) {
        try {
            sleeper.sleep(PAUSE.multipliedBy((long) attempt * attempt));
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private static RuntimeException unchecked(ShardId shard, Exception failed) {
        return failed instanceof RuntimeException runtime ? runtime : new LedgerSqlFailed(shard, failed);
    }

    /** A statement failed and the transaction was rolled back. */
    static final class LedgerSqlFailed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        LedgerSqlFailed(ShardId shard, Throwable cause) {
            super("a statement on " + shard + " failed: " + cause.getMessage(), cause);
        }
    }

    /** The transaction was rolled back for want of a lock, as often as it may be tried. */
    static final class LockConflict extends RuntimeException {
        private static final long serialVersionUID = 1L;

        LockConflict(ShardId shard, Throwable cause) {
            super("lock conflict on " + shard + ": " + cause.getMessage(), cause);
        }
    }

    /** Thrown by work that found another transaction's row where it was about to write: look again from the start. */
    static final class RedoTransaction extends RuntimeException {
        private static final long serialVersionUID = 1L;

        RedoTransaction(Throwable cause) {
            super("another transaction wrote the row first", cause);
        }
    }
}

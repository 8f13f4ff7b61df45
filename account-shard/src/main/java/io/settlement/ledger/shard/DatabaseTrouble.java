package io.settlement.ledger.shard;

import io.settlement.ledger.LedgerInvariantViolated;
import io.settlement.money.InvalidMoney;
import io.settlement.sharding.ShardUnavailable;
import io.settlement.sharding.UnmappedSlot;
import java.sql.SQLException;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * Sorts what can go wrong in a money transaction. Poison is only what the database says about the data itself, and,
 * where no database has spoken, a broken invariant of the ledger or an impossible amount. Everything else is
 * infrastructure, also what was never seen before: parking a healthy transfer needs a person, trying a sick one again
 * needs patience, and is counted and warned of.
 */
public final class DatabaseTrouble {

    private static final int DUPLICATE_KEY = 1062;
    private static final int LOCK_WAIT_TIMEOUT = 1205;
    private static final int DEADLOCK = 1213;

    /** Data exception, integrity constraint violation, condition raised by a trigger. */
    private static final Set<String> CLASSES_OF_THE_DATA = Set.of("22", "23", "45");

    /** The same, where MySQL or MariaDB report them under HY000: out of range, too long, not valid, CHECK violated. */
    private static final Set<Integer> CODES_OF_THE_DATA = Set.of(1264, 1366, 1406, 1690, 3819, 4025);

    private DatabaseTrouble() {}

    /** True where one item of the batch must be the cause, so that taking the batch apart finds it. */
    public static boolean isPoison(Throwable thrown) {
        // What this package has judged already comes first: a clash and an unknown commit may carry any SQL error.
        if (causes(thrown).anyMatch(DatabaseTrouble::isInfrastructure)) {
            return false;
        }
        // A null or a closed pool in driver or router says nothing about the data, and must not park it.
        return sqlErrors(thrown).findAny().isPresent()
                ? sqlErrors(thrown).allMatch(DatabaseTrouble::isAboutTheData)
                : causes(thrown).anyMatch(DatabaseTrouble::isOurOwnWord);
    }

    /**
     * True where the chain names no trouble that is known, neither of a shard nor of the data: a bug, ours or a
     * library's. It parks nothing, but whoever meets it says so with its stack trace.
     */
    public static boolean isUnexpected(Throwable thrown) {
        return causes(thrown)
                .noneMatch(cause -> cause instanceof SQLException || isInfrastructure(cause) || isOurOwnWord(cause));
    }

    private static boolean isOurOwnWord(Throwable cause) {
        return cause instanceof LedgerInvariantViolated
                || cause instanceof InvalidMoney
                || cause instanceof ArithmeticException;
    }

    /** True where the server rolled back, or gave up a statement, for want of a lock: the whole transaction may run again. */
    static boolean isLockConflict(Throwable thrown) {
        return sqlErrors(thrown)
                .anyMatch(sql -> sql.getErrorCode() == LOCK_WAIT_TIMEOUT || sql.getErrorCode() == DEADLOCK);
    }

    static boolean isDuplicateKey(Throwable thrown) {
        return sqlErrors(thrown).anyMatch(sql -> sql.getErrorCode() == DUPLICATE_KEY);
    }

    private static boolean isAboutTheData(SQLException sql) {
        var state = sql.getSQLState();
        return CODES_OF_THE_DATA.contains(sql.getErrorCode())
                || state != null && state.length() == 5 && CLASSES_OF_THE_DATA.contains(state.substring(0, 2));
    }

    private static boolean isInfrastructure(Throwable cause) {
        return cause instanceof ShardUnavailable
                || cause instanceof UnmappedSlot
                || cause instanceof WrongShardHead
                || cause instanceof DamagedShard
                || cause instanceof ShardTransactions.TakenId
                || cause instanceof CommitOutcomeUnknown
                || cause instanceof BatchClash
                || cause instanceof Error
                || cause instanceof TransientDataAccessException
                || cause instanceof DataAccessResourceFailureException
                || cause instanceof TransactionException
                || cause instanceof InterruptedException;
    }

    private static Stream<SQLException> sqlErrors(Throwable thrown) {
        return causes(thrown).filter(SQLException.class::isInstance).map(SQLException.class::cast);
    }

    private static Stream<Throwable> causes(Throwable thrown) {
        return Stream.iterate(thrown, cause -> cause != null, Throwable::getCause)
                .limit(20);
    }
}

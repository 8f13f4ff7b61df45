package io.settlement.ledger.shard;

import io.settlement.sharding.ShardUnavailable;
import io.settlement.sharding.UnmappedSlot;
import java.sql.SQLException;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * Sorts what can go wrong in a money transaction. Only what the database says about the data itself is poison; every
 * other database error is infrastructure, also one never seen before, since parking a healthy transfer is worse than
 * trying a sick one again.
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
        return causes(thrown).noneMatch(DatabaseTrouble::isInfrastructure)
                && sqlErrors(thrown).allMatch(DatabaseTrouble::isAboutTheData);
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

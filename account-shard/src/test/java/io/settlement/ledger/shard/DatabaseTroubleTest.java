package io.settlement.ledger.shard;

import static org.assertj.core.api.Assertions.assertThat;

import io.settlement.ledger.BatchId;
import io.settlement.ledger.LedgerInvariantViolated;
import io.settlement.ledger.ShardId;
import io.settlement.ledger.Slot;
import io.settlement.money.InvalidMoney;
import io.settlement.sharding.ShardHead;
import io.settlement.sharding.ShardUnavailable;
import io.settlement.sharding.UnmappedSlot;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.SQLNonTransientConnectionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.mybatis.spring.MyBatisSystemException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.transaction.CannotCreateTransactionException;

class DatabaseTroubleTest {

    private static final ShardId SHARD = new ShardId(0);

    @ParameterizedTest
    @CsvSource({
        "22001, 1406",
        "22003, 1264",
        "23000, 1062",
        "23000, 4025",
        "HY000, 3819",
        "HY000, 4025",
        "HY000, 1366",
        "45000, 1644"
    })
    void takesWhatTheDatabaseSaysAboutTheDataForPoison(String state, int code) {
        assertThat(DatabaseTrouble.isPoison(failed(new SQLException("x", state, code))))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "40001, 1213", "40001, 1205", "08S01, 0", "08003, 0", "08006, 0", "70100, 1927", "HY000, 1021", "HY000, 1290",
        "HY000, 3", "HY000, 1030", "42000, 1064", "42S02, 1146", "28000, 1045", ", 0", "HY000, 4031", "S1000, 0",
        "25006, 1792"
    })
    void takesNoOtherErrorOfADatabaseForPoison(String state, int code) {
        assertThat(DatabaseTrouble.isPoison(failed(new SQLException("x", state, code))))
                .isFalse();
    }

    static Stream<Throwable> infrastructure() {
        var duplicate = new SQLIntegrityConstraintViolationException("x", "23000", 1062);
        var wrong = new WrongShardHead(new ShardHead(SHARD, "c", "d"));
        return Stream.of(
                wrong,
                new ShardUnavailable("x"),
                new UnmappedSlot(new Slot(1000)),
                new BatchClash(new BatchId(992), duplicate),
                new CommitOutcomeUnknown(SHARD, duplicate),
                new CannotCreateTransactionException("x"),
                new CannotCreateTransactionException("x", duplicate),
                new IllegalStateException(new InterruptedException()),
                new IllegalStateException(wrong),
                new DamagedShard(SHARD, "x", duplicate),
                new ShardTransactions.LockConflict(SHARD, new ShardTransactions.TakenId(duplicate)),
                new ShardTransactions.LockConflict(SHARD, new SQLException("x", "40001", 1213)),
                new NullPointerException("in the router"),
                new RejectedExecutionException("closed"),
                new IllegalStateException("the pool is closed"),
                new IllegalArgumentException("of a driver"),
                new MyBatisSystemException("x", new IllegalStateException()),
                new OutOfMemoryError(),
                new IllegalStateException(new StackOverflowError()));
    }

    @ParameterizedTest
    @MethodSource("infrastructure")
    void takesNoTroubleOfTheMachineryForPoison(Throwable thrown) {
        assertThat(DatabaseTrouble.isPoison(thrown)).isFalse();
    }

    @Test
    void takesABrokenInvariantForPoison() {
        assertThat(DatabaseTrouble.isPoison(new LedgerInvariantViolated("x", 1, 2)))
                .isTrue();
        assertThat(DatabaseTrouble.isPoison(new InvalidMoney("x"))).isTrue();
        assertThat(DatabaseTrouble.isPoison(new IllegalStateException(new ArithmeticException("long overflow"))))
                .isTrue();
        assertThat(DatabaseTrouble.isPoison(new DuplicateKeyException(
                        "x", new SQLIntegrityConstraintViolationException("x", "23000", 1062))))
                .isTrue();
    }

    @Test
    void tellsABugFromAShardThatIsAway() {
        assertThat(DatabaseTrouble.isUnexpected(new NullPointerException())).isTrue();
        assertThat(DatabaseTrouble.isUnexpected(new IllegalStateException(new ClassCastException())))
                .isTrue();
        assertThat(DatabaseTrouble.isUnexpected(failed(new SQLException("x", "08S01", 0))))
                .isFalse();
        assertThat(DatabaseTrouble.isUnexpected(new ShardUnavailable("x"))).isFalse();
        assertThat(DatabaseTrouble.isUnexpected(new LedgerInvariantViolated("x", 1, 2)))
                .isFalse();
    }

    /** Else its whole group would wait with it for ever. */
    @Test
    void takesALegForPoisonThatStandsAndIsNeverFound() {
        var stands =
                new SQLIntegrityConstraintViolationException("Duplicate entry '1' for key 'PRIMARY'", "23000", 1062);
        assertThat(DatabaseTrouble.isPoison(
                        new ShardTransactions.LockConflict(SHARD, new ShardTransactions.RedoTransaction(stands))))
                .isTrue();
    }

    @Test
    void runsAgainOnlyWhatLostALock() {
        assertThat(DatabaseTrouble.isLockConflict(failed(new SQLException("x", "40001", 1213))))
                .isTrue();
        assertThat(DatabaseTrouble.isLockConflict(failed(new SQLException("x", "HY000", 1205))))
                .isTrue();
        assertThat(DatabaseTrouble.isLockConflict(failed(new SQLNonTransientConnectionException("x", "08S01", 0))))
                .isFalse();
    }

    private static Throwable failed(SQLException sql) {
        return new IllegalStateException("wrapped", sql);
    }
}

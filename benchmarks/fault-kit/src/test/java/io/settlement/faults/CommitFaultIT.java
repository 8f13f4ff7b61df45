package io.settlement.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLTransactionRollbackException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a program sees of its COMMIT, and what became of it, on a real MariaDB with and without server-side preparing. */
@Timeout(60)
class CommitFaultIT {

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final AtomicInteger IDS = new AtomicInteger();
    private static RealDatabase database;

    private final int id = IDS.incrementAndGet();
    private MySqlFaultProxy proxy;

    @BeforeAll
    static void startDatabase() throws Exception {
        database = RealDatabase.shared();
    }

    @BeforeEach
    void startProxy() {
        proxy = MySqlFaultProxy.to(database.address());
    }

    @AfterEach
    void stopProxy() {
        proxy.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void commitsLateAlthoughTheClientHasGivenUp(boolean serverPrepares) throws SQLException {
        CommandFault commit = proxy.onCommit().hold();
        assertThatThrownBy(() -> insert(serverPrepares)).isInstanceOf(SQLException.class);
        commit.awaitStruck(SOON);
        assertThat(database.count(id)).isZero();
        commit.release();
        commit.awaitAnswered(SOON);
        assertThat(database.count(id)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void commitsAlthoughTheAnswerIsLost(boolean serverPrepares) throws SQLException {
        CommandFault commit = proxy.onCommit().loseAnswer();
        assertThatThrownBy(() -> insert(serverPrepares)).isInstanceOf(SQLException.class);
        commit.awaitAnswered(SOON);
        assertThat(database.count(id)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void commitsAlthoughTheClientIsReset(boolean serverPrepares) throws SQLException {
        CommandFault commit = proxy.onCommit().resetInsteadOfAnswer();
        assertThatThrownBy(() -> insert(serverPrepares)).isInstanceOf(SQLException.class);
        assertThat(commit.answered()).isEqualTo(1);
        assertThat(database.count(id)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void doesNotCommitWhenResetBefore(boolean serverPrepares) throws SQLException {
        CommandFault commit = proxy.onCommit().resetBeforeDelivery();
        assertThatThrownBy(() -> insert(serverPrepares)).isInstanceOf(SQLException.class);
        assertThat(commit.struck()).isEqualTo(1);
        assertThat(commit.delivered()).isZero();
        insertUnlessThere();
        assertThat(database.count(id)).isEqualTo(1);
    }

    @Test
    void keepsTheRowsOfAHeldCommitLocked() throws SQLException {
        CommandFault commit = proxy.onCommit().hold();
        assertThatThrownBy(() -> insert(false)).isInstanceOf(SQLException.class);
        assertThatThrownBy(this::insertUnlessThere).isInstanceOfSatisfying(SQLTransactionRollbackException.class, e -> {
            // What StatementFaults.lockWaitTimeout() imitates.
            assertThat(e.getErrorCode()).isEqualTo(1205);
            assertThat(e.getSQLState()).isEqualTo("40001");
        });
        commit.close();
        commit.awaitAnswered(SOON);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void strikesAtAStatementThatRuns(boolean serverPrepares) throws SQLException {
        CommandFault insert =
                proxy.when(ClientCommand.running("^insert into note")).resetBeforeDelivery();
        assertThatThrownBy(() -> insert(serverPrepares)).isInstanceOf(SQLException.class);
        assertThat(insert.struck()).isEqualTo(1);
        assertThat(database.count(id)).isZero();
    }

    @Test
    void strikesAtAStatementThatIsPrepared() {
        CommandFault prepare =
                proxy.when(ClientCommand.preparing("^insert into note")).resetBeforeDelivery();
        assertThatThrownBy(() -> insert(true)).isInstanceOf(SQLException.class);
        assertThat(prepare.struck()).isEqualTo(1);
    }

    @Test
    void runsTestCodeBetweenTheLastStatementAndItsCommit() throws SQLException {
        var rowsSeen = new AtomicInteger(-1);
        proxy.onCommit().call(command -> rowsSeen.set(countNow()));
        insert(false);
        assertThat(rowsSeen).hasValue(0);
        assertThat(database.count(id)).isEqualTo(1);
    }

    @Test
    void saysThatItCannotReadTls() {
        String tls = "jdbc:mysql://127.0.0.1:" + proxy.port() + "/fault?sslMode=REQUIRED&socketTimeout=2000";
        var dataSource = database.direct();
        dataSource.setUrl(tls);
        assertThatThrownBy(dataSource::getConnection).isInstanceOf(SQLException.class);
    }

    private int countNow() {
        try {
            return database.count(id);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void insertUnlessThere() throws SQLException {
        insert(database.direct().getConnection());
    }

    private void insert(boolean serverPrepares) throws SQLException {
        String options = "&socketTimeout=700&useServerPrepStmts=" + serverPrepares;
        insert(database.through(proxy.port(), options).getConnection());
    }

    private void insert(Connection opened) throws SQLException {
        try (Connection connection = opened) {
            connection.setAutoCommit(false);
            try (PreparedStatement statement =
                    connection.prepareStatement("INSERT INTO note (id, text) VALUES (?, ?)")) {
                statement.setInt(1, id);
                statement.setString(2, "hello");
                statement.executeUpdate();
            }
            connection.commit();
        }
    }
}

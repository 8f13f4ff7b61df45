package io.settlement.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTransactionRollbackException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class FaultyDataSourceIT {

    private static RealDatabase database;

    private final StatementLog log = new StatementLog();
    private final FaultyDataSource first = new FaultyDataSource("first", database.direct(), log);
    private final FaultyDataSource second = new FaultyDataSource("second", database.direct(), log);

    @BeforeAll
    static void startDatabase() throws Exception {
        database = RealDatabase.shared();
    }

    @BeforeEach
    void empty() throws SQLException {
        try (Connection connection = database.direct().getConnection();
                var statement = connection.createStatement()) {
            statement.executeUpdate("DELETE FROM note");
        }
    }

    @Test
    void losesTheEarlierRowsOfATransactionThatDeadlocks() throws SQLException {
        first.add(StatementFaults.beforeNth(2, StatementEvent.statement("insert"), StatementFaults.deadlock()));
        try (Connection connection = open(first)) {
            insert(connection, 1);
            assertThatThrownBy(() -> insert(connection, 2))
                    .isInstanceOfSatisfying(SQLTransactionRollbackException.class, e -> {
                        assertThat(e.getErrorCode()).isEqualTo(1213);
                        assertThat(e.getSQLState()).isEqualTo("40001");
                    });
            insert(connection, 2);
            connection.commit();
        }
        assertThat(database.count(1)).isZero();
        assertThat(database.count(2)).isEqualTo(1);
    }

    @Test
    void keepsTheEarlierRowsOfATransactionThatWaitedTooLong() throws SQLException {
        first.add(StatementFaults.beforeNth(2, StatementEvent.statement("insert"), StatementFaults.lockWaitTimeout()));
        try (Connection connection = open(first)) {
            insert(connection, 1);
            assertThatThrownBy(() -> insert(connection, 2)).isInstanceOf(SQLTransactionRollbackException.class);
            connection.commit();
        }
        assertThat(database.count(1)).isEqualTo(1);
    }

    @Test
    void losesTheConnectionAfterTheCommit() throws SQLException {
        first.add(StatementFaults.afterNth(1, StatementEvent.commit(), StatementFaults.lostConnection()));
        try (Connection connection = open(first)) {
            insert(connection, 1);
            assertThatThrownBy(connection::commit).isInstanceOf(SQLNonTransientConnectionException.class);
        }
        assertThat(database.count(1)).isEqualTo(1);
    }

    @Test
    void tellsATransactionOverTwoDataSourcesFromTwoTransactions() throws SQLException {
        try (Connection one = open(first);
                Connection two = open(second)) {
            insert(one, 1);
            one.commit();
            insert(two, 2);
            two.rollback();
            insert(one, 3);
            insert(two, 4);
            one.commit();
            two.commit();
        }
        assertThat(log.transactions())
                .extracting(StatementLog.LoggedTransaction::dataSources)
                .containsExactly(Set.of("first"), Set.of("second"), Set.of("first", "second"));
        assertThat(log.entriesOn("second"))
                .extracting(StatementLog.Entry::transaction)
                .containsExactly(1L, 1L, 2L, 2L);
    }

    @Test
    void seesPlainAndBatchedStatementsAndTheCommitInSetAutoCommit() throws SQLException {
        try (Connection connection = open(first);
                var plain = connection.createStatement()) {
            plain.addBatch("INSERT INTO note VALUES (1, 'a')");
            plain.addBatch("INSERT INTO note VALUES (2, 'b')");
            plain.executeBatch();
            connection.setAutoCommit(true);
            plain.executeQuery("SELECT 1").close();
            assertThat(plain.getConnection()).isSameAs(connection).isEqualTo(connection);
        }
        assertThat(log.entries())
                .extracting(StatementLog.Entry::sql)
                .isEqualTo(List.of(
                        "INSERT INTO note VALUES (1, 'a'); INSERT INTO note VALUES (2, 'b')", "COMMIT", "SELECT 1"));
        assertThat(log.entries().get(2).autoCommit()).isTrue();
    }

    @Test
    void showsTheAddressThatAShardingLayerLooksFor() {
        assertThat(first.getUrl()).startsWith("jdbc:mysql://127.0.0.1:");
        assertThat(first.getUsername()).isEqualTo("settlement");
    }

    private static Connection open(FaultyDataSource dataSource) throws SQLException {
        Connection connection = dataSource.getConnection();
        connection.setAutoCommit(false);
        return connection;
    }

    private static void insert(Connection connection, int id) throws SQLException {
        try (var statement = connection.prepareStatement("INSERT INTO note (id, text) VALUES (?, 'x')")) {
            statement.setInt(1, id);
            statement.executeUpdate();
        }
    }
}

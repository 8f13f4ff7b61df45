package io.settlement.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whichever product the tests run on. */
class DatabaseServerIT {
    @TempDir
    Path home;

    private DatabaseServer server;

    @BeforeEach
    void start() {
        server = new DatabaseServer(
                home, TestEngines.databaseProduct(), DatabaseOptions.anyFreePorts(), Lifetime.THIS_JVM);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    @Test
    void refusesWrongAndEmptyPasswords() {
        for (String user : new String[] {"root", "", "settlement", "settlement_admin"}) {
            for (String password : new String[] {"", "wrong"}) {
                assertThatThrownBy(() -> DriverManager.getConnection(server.jdbcUrl(""), user, password))
                        .as("%s with password '%s'", user, password)
                        .isInstanceOf(SQLException.class)
                        .hasMessageContaining("Access denied");
            }
        }
    }

    @Test
    void keepsDataOverStopAndKill() throws SQLException {
        server.createDatabase("shard_1");
        execute("shard_1", server.administrator(), "CREATE TABLE kept (id INT PRIMARY KEY) ENGINE=InnoDB");
        execute("shard_1", server.application(), "INSERT INTO kept VALUES (1)");
        server.stop();
        assertThat(server.isRunning()).isFalse();
        server.start();
        execute("shard_1", server.application(), "INSERT INTO kept VALUES (2)");
        server.kill();
        assertThat(server.isReady()).isFalse();
        server.start();

        assertThat(query("shard_1", "SELECT COUNT(*) FROM kept")).isEqualTo("2");
    }

    @Test
    void letsTheApplicationTouchRowsOnly() throws SQLException {
        server.createDatabase("shard_1");

        assertThatThrownBy(() -> execute("shard_1", server.application(), "CREATE TABLE own (id INT)"))
                .hasMessageContaining("denied");
        assertThatThrownBy(() -> execute("", server.application(), "SELECT * FROM mysql.user"))
                .hasMessageContaining("denied");
    }

    @Test
    void isDurableAndReadCommitted() throws SQLException {
        assertThat(query("", "SELECT @@innodb_flush_log_at_trx_commit")).isEqualTo("1");
        assertThat(query("", "SELECT @@sync_binlog")).isEqualTo("1");
        assertThat(query("", "SELECT @@transaction_isolation")).isEqualTo("READ-COMMITTED");
        assertThat(query("", "SELECT @@character_set_server")).isEqualTo("utf8mb4");
        assertThat(query("", "SELECT @@log_bin")).isEqualTo("0");
    }

    /** MySQL alone has such a plugin, and listens on a second port with it unless told otherwise. */
    @Test
    void listensOnLoopbackAndForOneProtocolOnly() throws SQLException {
        assertThat(query("", "SELECT @@bind_address")).isEqualTo("127.0.0.1");
        assertThat(query(
                        "",
                        "SELECT COUNT(*) FROM information_schema.plugins WHERE plugin_name = 'mysqlx'"
                                + " AND plugin_status = 'ACTIVE'"))
                .isEqualTo("0");
    }

    @Test
    void answersNothingWhilePaused() {
        server.pause();
        try {
            assertThatThrownBy(() -> DriverManager.getConnection(
                            server.jdbcUrl("") + "&socketTimeout=1000",
                            server.administrator().user(),
                            server.administrator().password()))
                    .isInstanceOf(SQLException.class);
        } finally {
            server.resume();
        }
        assertThat(server.isReady()).isTrue();
    }

    private void execute(String database, Credentials account, String sql) throws SQLException {
        try (Connection connection = server.connect(database, account);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private String query(String database, String sql) throws SQLException {
        try (Connection connection = server.connect(database, server.administrator());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}

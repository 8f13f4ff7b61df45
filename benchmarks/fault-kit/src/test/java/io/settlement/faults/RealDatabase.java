package io.settlement.faults;

import com.mysql.cj.jdbc.MysqlDataSource;
import io.settlement.localstack.DatabaseServer;
import io.settlement.localstack.TestEngines;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.sql.Connection;
import java.sql.SQLException;

/** One real database for all tests of this JVM, with one table. */
final class RealDatabase {

    private static final String NAME = "fault";

    private static RealDatabase shared;

    private final DatabaseServer server;

    static synchronized RealDatabase shared() throws SQLException {
        if (shared == null) {
            shared = new RealDatabase(TestEngines.database());
        }
        return shared;
    }

    private RealDatabase(DatabaseServer server) throws SQLException {
        this.server = server;
        server.createDatabase(NAME);
        try (var connection = server.connect(NAME, server.administrator());
                var statement = connection.createStatement()) {
            statement.execute("SET GLOBAL innodb_lock_wait_timeout = 1");
            statement.execute("CREATE TABLE note (id INT PRIMARY KEY, text VARCHAR(20) NOT NULL) ENGINE=InnoDB");
        }
    }

    InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port());
    }

    /** @param options such as {@code &socketTimeout=500} */
    MysqlDataSource through(int port, String options) {
        var dataSource = new MysqlDataSource();
        dataSource.setUrl(server.jdbcUrl(NAME).replace(":" + server.port() + "/", ":" + port + "/") + options);
        dataSource.setUser(server.application().user());
        dataSource.setPassword(server.application().password());
        return dataSource;
    }

    MysqlDataSource direct() {
        return through(server.port(), "");
    }

    int count(int id) throws SQLException {
        try (Connection connection = direct().getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT COUNT(*) FROM note WHERE id = " + id)) {
            rows.next();
            return rows.getInt(1);
        }
    }
}

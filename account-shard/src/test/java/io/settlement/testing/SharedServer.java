package io.settlement.testing;

import io.settlement.localstack.Credentials;
import io.settlement.localstack.DatabaseServer;
import io.settlement.localstack.TestEngines;
import io.settlement.sharding.ShardingProperties.Database;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One of the real database servers that all tests of this JVM share. The one class of the fixture that knows where
 * databases come from. The ledger itself only ever gets an account that may read and write rows.
 */
record SharedServer(DatabaseServer server) {

    private static final AtomicInteger DATABASES = new AtomicInteger();

    /** One account on all servers: whoever is led to another server logs in there, and is refused by the head alone. */
    private static final Credentials SERVICES =
            new Credentials("settlement_services", UUID.randomUUID().toString());

    /** The servers are numbered from 0 and started at first use. */
    static SharedServer server(int number) {
        return new SharedServer(TestEngines.databases(number + 1).get(number));
    }

    /** A database name that no other test of this JVM has. */
    static String newName(String kind) {
        return kind + "_" + DATABASES.incrementAndGet();
    }

    void createDatabase(String name) {
        server.createDatabase(name);
        var account = "'" + SERVICES.user() + "'@'127.0.0.1'";
        try (var connection = connect("");
                var statement = connection.createStatement()) {
            statement.execute("CREATE USER IF NOT EXISTS " + account + " IDENTIFIED BY '" + SERVICES.password() + "'");
            statement.execute(
                    "GRANT SELECT, INSERT, UPDATE, DELETE ON `" + name.replace("_", "\\_") + "`.* TO " + account);
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port());
    }

    /** As the services log in. */
    Database forServices(String name, int port, String options) {
        return database(name, port, options, SERVICES);
    }

    /** As migrations log in. */
    Database forSetup(String name) {
        return database(name, server.port(), "", server.administrator());
    }

    private static Database database(String name, int port, String options, Credentials account) {
        var url = "jdbc:mysql://127.0.0.1:" + port + "/" + name + "?sslMode=DISABLED&allowPublicKeyRetrieval=true";
        return new Database(url + options, account.user(), account.password());
    }

    /** As the administrator, past every proxy and pool. */
    Connection connect(String name) throws SQLException {
        return server.connect(name, server.administrator());
    }
}

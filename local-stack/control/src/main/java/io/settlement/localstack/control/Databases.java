package io.settlement.localstack.control;

import io.settlement.access.ApiKeys;
import io.settlement.ledger.ShardId;
import io.settlement.localstack.Credentials;
import io.settlement.localstack.DatabaseServer;
import io.settlement.sharding.ShardSetup;
import io.settlement.sharding.ShardingProperties;
import io.settlement.sharding.ShardingProperties.Database;
import io.settlement.sharding.SlotMap;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/** The databases of a stack: one per shard, dealt out to the servers in turn, and settlement_control on the first. */
record Databases(List<DatabaseServer> servers, int shards, String clusterId) {

    private static final String CONTROL = "settlement_control";
    private static final int POOL_SIZE = 8;

    Databases {
        servers = List.copyOf(servers);
    }

    /** Makes, migrates and initialises what is not there yet. Another slot map than the data's is refused here too. */
    void prepare() {
        servers.get(0).createDatabase(CONTROL);
        for (int shard = 0; shard < shards; shard++) {
            serverOf(shard).createDatabase(nameOf(shard));
        }
        var setup = new ShardSetup(sharding(DatabaseServer::administrator));
        setup.migrate();
        setup.initialiseShards();
    }

    /** What the services are told. */
    ShardingProperties forServices() {
        return sharding(DatabaseServer::application);
    }

    /** The keys in settlement_control. */
    ApiKeys apiKeys() {
        return ApiKeys.in(forServices().control());
    }

    /** How many connections one server must accept, if each process opens all it may. */
    static int connections(int shardsOnServer, int processes) {
        return shardsOnServer * POOL_SIZE * processes + 50;
    }

    private ShardingProperties sharding(Function<DatabaseServer, Credentials> account) {
        return new ShardingProperties(
                clusterId,
                SlotMap.evenly(shards).canonicalText(),
                database(servers.get(0), CONTROL, account),
                IntStream.range(0, shards)
                        .mapToObj(shard -> database(serverOf(shard), nameOf(shard), account))
                        .toList(),
                POOL_SIZE);
    }

    private DatabaseServer serverOf(int shard) {
        return servers.get(shard % servers.size());
    }

    String nameOf(ShardId shard) {
        return nameOf(shard.number());
    }

    private static String nameOf(int shard) {
        return "settlement_shard_" + shard;
    }

    private static Database database(
            DatabaseServer server, String name, Function<DatabaseServer, Credentials> accountOf) {
        var account = accountOf.apply(server);
        return new Database(server.jdbcUrl(name), account.user(), account.password());
    }
}

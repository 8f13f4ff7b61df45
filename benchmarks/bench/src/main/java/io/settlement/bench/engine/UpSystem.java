package io.settlement.bench.engine;

import io.settlement.bench.ledger.LedgerAccounts;
import io.settlement.bench.workload.Population;
import io.settlement.ledger.AccountId;
import io.settlement.ledger.shard.Ledger;
import io.settlement.ledger.wiring.ConfigurationFile;
import io.settlement.ledger.wiring.NodeNumber;
import io.settlement.localstack.Broker;
import io.settlement.localstack.BrokerOptions;
import io.settlement.localstack.DatabaseOptions;
import io.settlement.localstack.DatabaseServer;
import io.settlement.localstack.EmbeddedMariaDb;
import io.settlement.localstack.EngineProcess;
import io.settlement.localstack.FreePorts;
import io.settlement.localstack.Lifetime;
import io.settlement.sharding.ShardedDatabase;
import io.settlement.sharding.ShardingProperties;
import io.settlement.sharding.Sleeper;
import io.settlement.sharding.TimeSortedIds;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * The whole system, started by the same command as {@code scripts/up}, in a folder and on ports of its own. The other
 * contenders use its database server and its broker; its services are idle then, and what they use is shown.
 */
public final class UpSystem implements SettlementSystem {

    private static final List<String> SERVICES = List.of("producer-0", "consumer-0", "nacos");

    private static final String STACK = "stack";

    private final UpCommand command;
    private final Thread whenInterrupted;
    private final Path folder;
    private final Path data;
    private final int producerPort = FreePorts.withNeighbours(1_000);
    private final DatabaseServer database;
    private final Broker broker;
    private Population population;
    private List<AccountId> accounts = List.of();

    /** @param root of the checkout, built */
    public UpSystem(Path root, Path folder) throws IOException, InterruptedException, SQLException {
        this.folder = folder;
        this.data = folder.resolve(STACK);
        this.command = new UpCommand(root, data, folder.resolve("up.log"));
        this.whenInterrupted = new Thread(command::downAndWipe, "down");
        Runtime.getRuntime().addShutdownHook(whenInterrupted);
        int databasePort = FreePorts.withNeighbours();
        int nameServerPort = FreePorts.withNeighbours();
        int brokerPort = FreePorts.withNeighbours(1, -2);
        command.up(Map.of(
                "--database-port", databasePort,
                "--nameserver-port", nameServerPort,
                "--broker-port", brokerPort,
                "--nacos-port", FreePorts.withNeighbours(1_000, 1_001, -1_000),
                "--producer-port", producerPort,
                "--consumer-port", FreePorts.withNeighbours(1_000)));
        database = new DatabaseServer(
                data.resolve("mariadb-0"),
                new EmbeddedMariaDb(),
                DatabaseOptions.defaults().withPort(databasePort),
                Lifetime.DETACHED);
        broker = new Broker(
                data.resolve("broker"),
                "127.0.0.1:" + nameServerPort,
                BrokerOptions.defaults().withPort(brokerPort),
                Lifetime.DETACHED);
        allowMoreConnections();
    }

    /** Stops what a killed benchmark has left running. */
    public static void removeRemains(Path root, Path folder) {
        if (Files.isDirectory(folder.resolve(STACK))) {
            new UpCommand(root, folder.resolve(STACK), folder.resolve("down.log")).downAndWipe();
        }
    }

    /** The services need few; contenders with a connection for each client and database need more. */
    private void allowMoreConnections() throws SQLException {
        try (var connection = database.connect("", database.administrator());
                var statement = connection.createStatement()) {
            statement.execute("SET GLOBAL max_connections = " + OwnEngines.MOST_CONNECTIONS);
        }
    }

    @Override
    public DatabaseServer database() {
        return database;
    }

    @Override
    public Broker broker() {
        return broker;
    }

    @Override
    public Path folder() {
        return folder;
    }

    @Override
    public Map<String, Long> processes() {
        var processes = new TreeMap<String, Long>();
        processes.put("database", database.pid().orElseThrow());
        processes.put("broker", broker.pid().orElseThrow());
        processes.put("name server", pidOf("nameserver"));
        SERVICES.forEach(service -> processes.put(service.replace("-0", ""), pidOf(service)));
        return processes;
    }

    private long pidOf(String member) {
        return EngineProcess.found(member, data.resolve(member)).pid().orElseThrow();
    }

    @Override
    public URI producer() {
        return URI.create("http://127.0.0.1:" + producerPort);
    }

    @Override
    public String operatorKey() {
        try {
            return Files.readString(data.resolve("operator.key")).strip();
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    @Override
    public ShardingProperties sharding() {
        return new ConfigurationFile(data.resolve("config").resolve("operator.yaml"))
                .bind(ShardingProperties.PREFIX, ShardingProperties.class);
    }

    @Override
    public List<AccountId> accounts(Population wanted) throws Exception {
        if (!wanted.equals(population)) {
            accounts = open(wanted);
            population = wanted;
        }
        return accounts;
    }

    private List<AccountId> open(Population wanted) throws Exception {
        var sharding = sharding();
        var clock = Clock.systemUTC();
        try (var shards = new ShardedDatabase(sharding);
                var node = NodeNumber.lease(sharding, UUID.randomUUID().toString())) {
            var ids = new TimeSortedIds(node.value(), clock);
            var ledger = new Ledger(shards, ids, clock, Sleeper.REAL);
            return new LedgerAccounts(shards, ledger, ids, wanted).open();
        }
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(whenInterrupted);
        command.downAndWipe();
    }
}

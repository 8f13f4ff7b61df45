package io.settlement.localstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * For tests only: engines on free ports, started at first use, shared by all test classes of this JVM and stopped when it
 * ends, however it ends. Their data is under the module's target/test-engines; logs stay there after a run.
 *
 * <p>The databases are the embedded MariaDB, or the MySQL that the system property {@code settlement.mysqld} names.
 *
 * <p>Share with care: use a database, topic and group of your own, and a server of your own (the {@code new...} methods)
 * for whatever kills, pauses or fills one.
 */
public final class TestEngines {
    private static final Path ROOT = Path.of(
                    "target", "test-engines", "jvm-" + ProcessHandle.current().pid())
            .toAbsolutePath();
    private static final List<Runnable> STOPS = new ArrayList<>();
    private static final List<DatabaseServer> DATABASES = new ArrayList<>();
    private static RocketMq rocketMq;
    private static NacosServer nacos;

    static {
        // The clients' own logs and caches would go to the home folder of whoever runs the tests.
        Path clients = ROOT.resolve("clients");
        Map.of(
                        "rocketmq.log.root", clients.resolve("rocketmq"),
                        "nacos.logging.path", clients.resolve("nacos"),
                        "csp.sentinel.log.dir", clients.resolve("sentinel"),
                        "JM.LOG.PATH", clients.resolve("nacos"),
                        "JM.SNAPSHOT.PATH", clients.resolve("nacos"))
                .forEach((name, folder) -> System.getProperties().putIfAbsent(name, folder.toString()));
        Runtime.getRuntime().addShutdownHook(new Thread(TestEngines::stopAll, "stop-test-engines"));
    }

    private TestEngines() {}

    /** Which database server the tests of this JVM run on. */
    public static DatabaseProduct databaseProduct() {
        return givenMySql().<DatabaseProduct>map(mySql -> mySql).orElseGet(EmbeddedMariaDb::new);
    }

    /** The MySQL that the tests are to run on, if it is to be one. */
    public static Optional<GivenMySql> givenMySql() {
        return Optional.ofNullable(System.getProperty("settlement.mysqld"))
                .filter(path -> !path.isBlank())
                .map(Path::of)
                .map(GivenMySql::new);
    }

    /** The first shared database server. */
    public static DatabaseServer database() {
        return databases(1).get(0);
    }

    /** The first so many shared database servers; a later call with a higher number starts the missing ones. */
    public static synchronized List<DatabaseServer> databases(int servers) {
        while (DATABASES.size() < servers) {
            DatabaseServer server = newDatabase("database-" + DATABASES.size(), DatabaseOptions.anyFreePorts());
            server.start();
            DATABASES.add(server);
        }
        return List.copyOf(DATABASES.subList(0, servers));
    }

    /** The shared name server and broker. */
    public static synchronized RocketMq rocketMq() {
        if (rocketMq == null) {
            RocketMq starting = newRocketMq("rocketmq", BrokerOptions.anyFreePorts());
            starting.start();
            rocketMq = starting;
        }
        return rocketMq;
    }

    /** The shared Nacos server. */
    public static synchronized NacosServer nacos() {
        if (nacos == null) {
            NacosServer starting = newNacos("nacos", NacosOptions.anyFreePorts());
            starting.start();
            nacos = starting;
        }
        return nacos;
    }

    /** A server of the test's own, not started yet; stopped with the JVM at the latest. */
    public static synchronized DatabaseServer newDatabase(String name, DatabaseOptions options) {
        DatabaseServer server = new DatabaseServer(ROOT.resolve(name), databaseProduct(), options, Lifetime.THIS_JVM);
        STOPS.add(server::kill);
        return server;
    }

    /** A name server and broker of the test's own, not started yet. */
    public static synchronized RocketMq newRocketMq(String name, BrokerOptions options) {
        NameServer nameServer = new NameServer(
                ROOT.resolve(name).resolve("nameserver"), NameServerOptions.anyFreePorts(), Lifetime.THIS_JVM);
        Broker broker =
                new Broker(ROOT.resolve(name).resolve("broker"), nameServer.address(), options, Lifetime.THIS_JVM);
        STOPS.add(broker::kill);
        STOPS.add(nameServer::kill);
        return new RocketMq(nameServer, broker);
    }

    /** A Nacos server of the test's own, not started yet. */
    public static synchronized NacosServer newNacos(String name, NacosOptions options) {
        NacosServer server = new NacosServer(ROOT.resolve(name), options, Lifetime.THIS_JVM);
        STOPS.add(server::kill);
        return server;
    }

    /** Where the engines of this JVM keep their data and logs. */
    public static Path folder() {
        return ROOT;
    }

    /** Killed, not stopped: their data is thrown away, and the build should not wait for it. */
    private static synchronized void stopAll() {
        STOPS.forEach(Runnable::run);
        Optional.of(ROOT).filter(Files::isDirectory).ifPresent(TestEngines::deleteAllButLogs);
    }

    private static void deleteAllButLogs(Path root) {
        try {
            FileTrees.deleteExcept(root, ".log");
        } catch (IOException kept) {
            throw new UncheckedIOException(kept);
        }
    }
}

package io.settlement.localstack.control;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.settlement.contract.Topics;
import io.settlement.drill.system.DrilledSystem;
import io.settlement.drill.system.Link;
import io.settlement.drill.system.Part;
import io.settlement.faults.TcpFaultProxy;
import io.settlement.ledger.ShardId;
import io.settlement.localstack.Engine;
import io.settlement.localstack.EngineFailed;
import io.settlement.localstack.FileTrees;
import io.settlement.localstack.ProjectRoot;
import io.settlement.sharding.ShardingProperties.Database;
import io.settlement.sharding.SlotMap;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import javax.sql.DataSource;

/** The stack of one drill. Its own view of the tables goes past the proxies, on connections that cannot write. */
final class DrillStack implements DrilledSystem {

    private static final Duration AGAIN = Duration.ofMinutes(2);
    private static final long CONNECT_MILLIS = 2_000;

    private final Stack stack;
    private final StackLock alone;
    private final DrillWiring wiring;
    private final Map<String, SmallDisk> disks;
    private final List<Part> parts = new ArrayList<>();
    private final Map<ShardId, HikariDataSource> shards = new TreeMap<>();
    private final List<EventSubscription> subscriptions = new ArrayList<>();

    DrillStack(Stack stack, StackLock alone, DrillWiring wiring, Map<String, SmallDisk> disks) {
        this.disks = Map.copyOf(disks);
        this.stack = stack;
        this.alone = alone;
        this.wiring = wiring;
        var databases = stack.databases().forServices().shards();
        for (int shard = 0; shard < databases.size(); shard++) {
            shards.put(new ShardId(shard), open(databases.get(shard)));
            parts.add(
                    new EnginePart("shard-" + shard, stack.databases().servers().get(shard)));
        }
        parts.add(new EnginePart("nameserver", stack.nameServer()));
        parts.add(new EnginePart("broker", stack.broker()));
        parts.add(new EnginePart("nacos", stack.nacos()));
        stack.services().forEach(service -> parts.add(new EnginePart(StackStop.nameOf(service.process()), service)));
    }

    @Override
    public List<Part> parts() {
        return List.copyOf(parts);
    }

    @Override
    public Map<String, URI> doors() {
        var doors = new LinkedHashMap<String, URI>();
        stack.services(ServiceKind.PRODUCER)
                .forEach(producer -> doors.put(StackStop.nameOf(producer.process()), producer.address()));
        return doors;
    }

    @Override
    public String apiKey() {
        return OperatorKey.of(stack).text();
    }

    @Override
    public Map<ShardId, DataSource> shards() {
        return new TreeMap<>(shards);
    }

    @Override
    public List<Link> databaseLinks() {
        return wiring.databaseLinks();
    }

    @Override
    public TcpFaultProxy brokerLink() {
        return wiring.brokerLink();
    }

    @Override
    public TcpFaultProxy nameServerLink() {
        return wiring.nameServerLink();
    }

    @Override
    public List<TcpFaultProxy> nacosLinks() {
        return wiring.nacosLinks();
    }

    @Override
    public Connection administer(ShardId shard) throws SQLException {
        var server = stack.databases().servers().get(shard.number());
        return server.connect(stack.databases().nameOf(shard), server.administrator());
    }

    @Override
    public Optional<String> cannotDo(String fault) {
        if (fault.startsWith("disk-full-") && disks.size() < 2) {
            return Optional.of("a small file system cannot be mounted here");
        }
        if (fault.startsWith("clock-") && !wiring.clock().isThere()) {
            return Optional.of("libfaketime is not installed");
        }
        if (fault.startsWith("exhaust-memory-") && !AddressSpace.canBeClosed()) {
            return Optional.of("prlimit is not installed");
        }
        return Optional.empty();
    }

    @Override
    public void deliverAgain() {
        try (var admin = stack.broker().admin()) {
            admin.resetGroup(
                    Topics.CONSUMER_GROUP,
                    Topics.TRANSFERS_DEBITED,
                    Instant.now().minus(AGAIN));
        }
    }

    @Override
    public void deleteBrokerStore() {
        try {
            FileTrees.delete(stack.broker().process().home().resolve("store"));
        } catch (IOException kept) {
            throw new UncheckedIOException(kept);
        }
    }

    @Override
    public void makeTopics() {
        StackStart.makeTopics(stack.broker());
    }

    @Override
    public void renewConsumerGroup() {
        try (var admin = stack.broker().admin()) {
            admin.deleteGroup(Topics.CONSUMER_GROUP);
            admin.createGroup(Topics.CONSUMER_GROUP);
        }
    }

    @Override
    public void announce(List<byte[]> bodies) {
        ForgedNotices.send(stack.broker(), bodies);
    }

    /** With the operator's own tool, and the configuration that it finds in the stack's folder. */
    @Override
    public void replayParked() throws Exception {
        var operator = ProjectRoot.locate().resolve("scripts/operator/target");
        var classPath = operator.resolve("classes") + ":"
                + Files.readString(operator.resolve("operator.classpath")).trim();
        var log = stack.data().configuration("replay").resolveSibling("replay.log");
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        classPath,
                        "io.settlement.operator.Operator",
                        "replay",
                        "--state",
                        "parked",
                        "--yes",
                        "--data",
                        stack.data().path().toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (process.waitFor() != 0) {
            throw new EngineFailed(
                    "replay --state parked ended with " + process.exitValue() + ":\n" + Files.readString(log));
        }
    }

    @Override
    public void startMisled(String service) {
        var map = SlotMap.parse("0=496-991 1=0-495").canonicalText();
        service(service).startUnready(List.of("--settlement.sharding.slot-map=" + map));
    }

    @Override
    public void fillDisk(String part) {
        disks.get(part).fill();
    }

    @Override
    public void freeDisk(String part) {
        disks.get(part).free();
    }

    @Override
    public void exhaustMemory(String part) {
        AddressSpace.close(service(part).pid().orElseThrow());
    }

    @Override
    public void shiftClocks(Duration ahead) {
        wiring.clock().set(ahead);
    }

    private SettlementService service(String name) {
        return stack.services().stream()
                .filter(service -> StackStop.nameOf(service.process()).equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void subscribe(String subscriber, Consumer<Event> listener) {
        subscriptions.add(EventSubscription.start(
                subscriber, stack.broker().nameServer(), stack.broker().application(), listener));
    }

    @Override
    public void close() {
        boolean interrupted = Thread.interrupted();
        try (alone) {
            subscriptions.forEach(EventSubscription::close);
            shards.values().forEach(HikariDataSource::close);
            stack.close();
            StackStop.kill(stack.members().stream().map(Engine::process).toList());
            wiring.close();
            disks.values().forEach(SmallDisk::close);
            stack.data().wipe();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static HikariDataSource open(Database database) {
        var config = new HikariConfig();
        config.setJdbcUrl(database.jdbcUrl() + "&connectTimeout=1000&socketTimeout=30000");
        config.setUsername(database.username());
        config.setPassword(database.password());
        config.setReadOnly(true);
        config.setConnectionTimeout(CONNECT_MILLIS);
        config.setInitializationFailTimeout(-1);
        config.setMaximumPoolSize(3);
        config.setMinimumIdle(0);
        return new HikariDataSource(config);
    }
}

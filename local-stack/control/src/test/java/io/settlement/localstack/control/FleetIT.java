package io.settlement.localstack.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.UnixOperatingSystemMXBean;
import com.zaxxer.hikari.HikariDataSource;
import io.settlement.ledger.ShardId;
import io.settlement.localstack.Deadline;
import io.settlement.localstack.Lifetime;
import io.settlement.localstack.TestEngines;
import io.settlement.reconciliation.Reconciler;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** Two producers and two consumers as {@code scripts/up} runs them: what their clients see of restarts, and of each other. */
@Timeout(600)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FleetIT {

    private static final Path DATA = Path.of("target", "fleet-it").toAbsolutePath();
    private static final int THREADS = 6;
    private static final int PAYERS = 12;
    private static final int CONNECTIONS = 10_000;
    private static final String REQUEST = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";
    private static final long RESIDENT_BYTES = 1_200L << 20;
    private static final Duration ORDINARY_ANSWER = Duration.ofSeconds(5);

    private final CommandRun run = new CommandRun();
    private final Map<ShardId, DataSource> shards = new TreeMap<>();

    private Stack stack;
    private FleetClient client;
    private List<String> payers;
    private List<String> payees;

    @BeforeAll
    void start() throws Exception {
        assertThat(command("up", freshOptions())).as(run::err).isZero();
        var folder = new DataFolder(DATA);
        stack = new Stack(folder, folder.recorded().orElseThrow(), Lifetime.DETACHED);
        connectToShards();
        client = new FleetClient(addresses(), operatorKey());
        payers = accounts();
        payees = accounts();
        for (var payer : payers) {
            client.deposit(payer, "100000.00");
        }
    }

    @AfterAll
    void removeEverything() {
        shards.values().forEach(shard -> ((HikariDataSource) shard).close());
        if (stack != null) {
            stack.close();
        }
        command("down", "--wipe");
    }

    private static String[] freshOptions() {
        var options = new ArrayList<>(List.of("--shards", "2", "--producers", "2", "--consumers", "2"));
        TestEngines.givenMySql()
                .ifPresent(mysql ->
                        options.addAll(List.of("--mysqld", mysql.server().toString())));
        StackPorts.free(1).forEach((setting, port) -> options.addAll(List.of(setting.option(), port)));
        return options.toArray(String[]::new);
    }

    private int command(String name, String... options) {
        var all = new ArrayList<>(List.of(name, "--data", DATA.toString()));
        all.addAll(List.of(options));
        return run.execute(all.toArray(String[]::new));
    }

    private void connectToShards() {
        var databases = stack.databases().forServices().shards();
        for (int shard = 0; shard < databases.size(); shard++) {
            var pool = new HikariDataSource();
            pool.setJdbcUrl(databases.get(shard).jdbcUrl());
            pool.setUsername(databases.get(shard).username());
            pool.setPassword(databases.get(shard).password());
            pool.setMaximumPoolSize(3);
            shards.put(new ShardId(shard), pool);
        }
    }

    private List<URI> addresses() {
        return stack.services(ServiceKind.PRODUCER).stream()
                .map(SettlementService::address)
                .toList();
    }

    private static String operatorKey() throws Exception {
        return Files.readString(DATA.resolve("operator.key")).strip();
    }

    private List<String> accounts() throws InterruptedException {
        List<String> accounts = new ArrayList<>();
        for (int i = 0; i < PAYERS; i++) {
            accounts.add(client.open("owner-" + UUID.randomUUID()));
        }
        return accounts;
    }

    /** A producer and a consumer at a time: neither knows of the other. */
    @Test
    void rollsUnderLoadWithoutAFailedRequestOrALostEvent() throws Exception {
        long before = transfers();
        var stopped = new AtomicBoolean();
        Map<String, String> decided = new ConcurrentHashMap<>();
        var threads = Executors.newFixedThreadPool(THREADS);
        List<Future<?>> load = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            var chance = new Random(thread);
            load.add(threads.submit(() -> {
                while (!stopped.get()) {
                    submitTwice(chance, decided);
                }
                return null;
            }));
        }
        try {
            awaitMore(decided, 200);
            for (int number = 0; number < 2; number++) {
                restart(number);
                awaitMore(decided, 200);
            }
        } finally {
            stopped.set(true);
            threads.shutdown();
        }
        for (var thread : load) {
            thread.get(120, TimeUnit.SECONDS);
        }
        assertThat(client.dropped).as(client.toString()).hasValue(0);
        assertThat(client.refused.get() + client.unanswered.get() + client.unexplained.get())
                .as("the restarts were felt: " + client)
                .isPositive();
        assertEnded(before + decided.size());
        assertThat(new ToldEvents(stack.broker()).missing(lastLines(), Duration.ofSeconds(60)))
                .isEmpty();
    }

    /** The same key at the next producer, whichever that is by now: the same transfer. */
    private void submitTwice(Random chance, Map<String, String> decided) throws InterruptedException {
        var key = UUID.randomUUID().toString();
        var payer = payers.get(chance.nextInt(PAYERS));
        var payee = payees.get(chance.nextInt(PAYERS));
        var transfer = client.transfer(key, payer, payee, "0.01");
        if (chance.nextInt(4) == 0) {
            assertThat(client.transferAgain(key, payer, payee, "0.01")).isEqualTo(transfer);
        }
        decided.put(key, transfer);
    }

    private static void awaitMore(Map<String, String> decided, int more) {
        int enough = decided.size() + more;
        assertThat(Deadline.in(Duration.ofSeconds(120)).await(() -> decided.size() >= enough))
                .as("the load goes on")
                .isTrue();
    }

    private void restart(int number) throws Exception {
        Together.run(List.of(() -> restart(ServiceKind.PRODUCER, number), () -> restart(ServiceKind.CONSUMER, number)));
    }

    private void restart(ServiceKind kind, int number) {
        var service = stack.services(kind).get(number);
        long pid = service.process().pid().orElseThrow();
        service.stop();
        service.start();
        assertThat(service.process().pid().orElseThrow()).isNotEqualTo(pid);
    }

    private void assertEnded(long transfers) {
        var reconciler = new Reconciler(shards);
        assertThat(Deadline.in(Duration.ofSeconds(90))
                        .await(() -> reconciler.reconcile().atRest()))
                .as("all transfers have ended")
                .isTrue();
        var report = reconciler.reconcile();
        assertThat(report.conserved()).as(report.lines().toString()).isTrue();
        assertThat(transfers()).as("one for each key").isEqualTo(transfers);
    }

    private long transfers() {
        return number("SELECT COUNT(*) FROM transfer WHERE kind = 'TRANSFER'");
    }

    private long number(String sql) {
        return shards.values().stream().mapToLong(shard -> number(shard, sql)).sum();
    }

    private static long number(DataSource shard, String sql) {
        try (var connection = shard.getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private Map<Long, Long> lastLines() throws SQLException {
        Map<Long, Long> lines = new HashMap<>();
        for (var shard : shards.values()) {
            try (var connection = shard.getConnection();
                    var statement = connection.createStatement();
                    var rows = statement.executeQuery("SELECT account_id, account_seq FROM account"
                            + " WHERE type IN ('SA', 'SP') AND account_seq > 0")) {
                while (rows.next()) {
                    lines.put(rows.getLong(1), rows.getLong(2));
                }
            }
        }
        return lines;
    }

    @Test
    void answersAnOrdinaryClientWhileTenThousandConnectionsStand() throws Exception {
        requireOpenFiles();
        var producer = stack.services(ServiceKind.PRODUCER).get(0);
        long pid = producer.process().pid().orElseThrow();
        var ordinary = new FleetClient(List.of(producer.address()), operatorKey());
        try (var crowd = new Crowd(producer.address().getPort())) {
            crowd.join(CONNECTIONS / 2, REQUEST);
            crowd.join(CONNECTIONS / 10, REQUEST.repeat(30));
            crowd.joinSlowly(CONNECTIONS / 5, REQUEST.replace("\r\n\r\n", "\r\nX-Slow: "));
            crowd.joinSlowly(CONNECTIONS / 5, halfABody());
            for (int i = 0; i < 10; i++) {
                crowd.drip();
                long begin = System.nanoTime();
                ordinary.transfer(UUID.randomUUID().toString(), payers.get(0), payees.get(0), "0.01");
                ordinary.balance(payers.get(0));
                assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(ORDINARY_ANSWER);
            }
            assertThat(crowd.connected()).as("connections that still stand").isGreaterThan(CONNECTIONS * 7 / 10);
            assertThat(producer.process().residentBytes()).isLessThan(RESIDENT_BYTES);
        }
        assertThat(ordinary.toString()).isEqualTo(new FleetClient(List.of(), "").toString());
        assertThat(producer.process().pid()).hasValue(pid);
        assertThat(producer.isReady()).isTrue();
    }

    private static String halfABody() throws Exception {
        return "POST /v1/transfers HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nIdempotency-Key: k\r\n"
                + "Authorization: Bearer " + operatorKey() + "\r\nContent-Length: 400\r\n\r\n{\"sourceAccountId\":";
    }

    /** The JVM has raised its own limit to the hard one; the services' is the same. */
    private static void requireOpenFiles() {
        var system = (UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        boolean enough = system.getMaxFileDescriptorCount() > CONNECTIONS + 1_500;
        if (!enough && Boolean.parseBoolean(System.getenv("CI"))) {
            throw new AssertionError("ulimit -Hn is too low for " + CONNECTIONS + " connections");
        }
        Assumptions.assumeTrue(
                enough, "SKIPPED: ulimit -Hn is too low for " + CONNECTIONS + " connections; nothing was tried");
    }

    @Test
    void leavesNothingBehindWhereAClientHangsUp() throws Exception {
        var payer = client.open("hasty-" + UUID.randomUUID());
        client.deposit(payer, "10.00");
        var keys = new ArrayList<String>();
        for (int percent = 5; percent <= 100; percent += 5) {
            keys.add(UUID.randomUUID().toString());
            hangUp(payer, keys.get(keys.size() - 1), percent);
        }
        for (var key : keys) {
            client.transfer(key, payer, payees.get(0), "0.01");
        }
        assertThat(client.balance(payer)).isEqualTo("9.80");
    }

    /** After so much of the request, with what has been sent thrown away (SO_LINGER 0) or delivered. */
    private void hangUp(String payer, String key, int percent) throws Exception {
        var body = FleetClient.transferBody(payer, payees.get(0), "0.01");
        var request = ("POST /v1/transfers HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nIdempotency-Key: "
                        + key + "\r\nAuthorization: Bearer " + operatorKey() + "\r\nContent-Length: " + body.length()
                        + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.US_ASCII);
        try (var socket = new Socket("127.0.0.1", addresses().get(percent % 2).getPort())) {
            socket.setSoLinger(percent % 10 == 0, 0);
            socket.getOutputStream().write(request, 0, request.length * percent / 100);
        }
    }
}

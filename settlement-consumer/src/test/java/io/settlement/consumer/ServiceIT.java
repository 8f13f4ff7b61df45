package io.settlement.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import io.settlement.consumer.messaging.PullPause;
import io.settlement.consumer.messaging.TestBacklog;
import io.settlement.contract.Topics;
import io.settlement.contract.TransfersDebited;
import io.settlement.faults.Direction;
import io.settlement.faults.MySqlFaultProxy;
import io.settlement.ledger.ShardId;
import io.settlement.ledger.Transfer;
import io.settlement.ledger.TransferStatus;
import io.settlement.ledger.shard.Parking;
import io.settlement.localstack.BrokerOptions;
import io.settlement.localstack.RocketMq;
import io.settlement.localstack.TestEngines;
import io.settlement.sharding.ShardingProperties.Database;
import io.settlement.testing.LedgerFixture;
import io.settlement.testing.LedgerNode;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.apache.rocketmq.acl.common.AclClientRPCHook;
import org.apache.rocketmq.acl.common.SessionCredentials;
import org.apache.rocketmq.client.producer.DefaultMQProducer;
import org.apache.rocketmq.common.message.Message;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.unit.DataSize;

/** The whole service, started as its main class starts it, while nothing listens where Nacos should be. */
@Timeout(120)
class ServiceIT {

    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    private static Path live;

    private static RocketMq broker;
    private static LedgerFixture cluster;
    private static LedgerNode ledger;

    @BeforeAll
    static void startEngines() {
        broker = TestEngines.newRocketMq("service", BrokerOptions.anyFreePorts());
        broker.start();
        try (var admin = broker.broker().admin()) {
            admin.createTopic(Topics.TRANSFERS_DEBITED, 4);
            admin.createTopic(Topics.SETTLEMENT_DEAD_LETTER, 1);
            admin.createTopic(Topics.ACCOUNT_BALANCE_CHANGED, 8);
            admin.createGroup(Topics.CONSUMER_GROUP);
        }
        cluster = LedgerFixture.of(2);
        ledger = cluster.node();
    }

    @AfterAll
    static void stop() {
        cluster.assertConserved();
        cluster.close();
        broker.broker().kill();
        broker.nameServer().kill();
    }

    @Test
    void bootsWithoutNacosAndSettlesByMessage() throws Exception {
        try (var service = service("--settlement.sweeper.enabled=false")) {
            assertThat(service.isRunning()).isTrue();
            var transfer = debited();
            announce(transfer);
            assertThat(awaitEnd(transfer)).isEqualTo(TransferStatus.SETTLED);
            assertThat(awaitEvents(3)).as("deposit, debit, credit").isTrue();
        }
    }

    /**
     * Nothing listens where Nacos and the broker should be; settlement_control takes connections and says nothing. What an
     * operator had set before stands: no notice is pulled, and the sweeper goes on.
     */
    @Test
    void bootsWithoutNacosBrokerAndControlDatabaseAndSettlesFromTheShards() throws Exception {
        var transfer = debited();
        var kept = Files.writeString(
                live.resolve("settlement-consumer-live"), "{\"paused\":true,\"reason\":\"a broker moves\"}");
        try (var control = MySqlFaultProxy.to(cluster.serverOf(new ShardId(0)))) {
            control.link().stall(Direction.SERVER_TO_CLIENT);
            var url = cluster.control().jdbcUrl().replaceFirst(":\\d+/", ":" + control.port() + "/");
            var start = Instant.now();
            try (var service = service(
                    "--settlement.rocketmq.name-servers=" + nowhere(),
                    "--settlement.sharding.control.jdbc-url=" + url,
                    "--settlement.sweeper.age=0s")) {
                assertThat(service.isRunning()).isTrue();
                assertThat(service.getBean(PullPause.class).isPaused()).isTrue();
                assertThat(awaitEnd(transfer)).isEqualTo(TransferStatus.SETTLED);
            }
            assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(45));
        } finally {
            Files.delete(kept);
        }
    }

    @Test
    void showsWhatIsParkedPageByPage() throws Exception {
        int planted = Parking.MOST_LISTED + 5;
        cluster.execute(
                new ShardId(0),
                "INSERT INTO parking SELECT seq * 1024, 992, 'CREDIT', CONCAT('planted ', seq), NOW(6) FROM "
                        + LedgerFixture.numbers(1, planted));
        try (var service = service("--settlement.sweeper.enabled=false")) {
            var first = parked(service, "");
            assertThat(first).contains("planted 1\"").contains("\"trouble\":\"\"");
            assertThat(transferIds(first)).hasSize(Parking.MOST_LISTED).contains("1024");
            var more = "?shard=0&after=" + Parking.MOST_LISTED * 1024L;
            assertThat(first).contains("\"more\":\"" + more + "\"");
            var second = parked(service, more);
            assertThat(transferIds(second)).hasSize(5).doesNotContain("1024").contains("" + planted * 1024L);
            assertThat(second).contains("\"more\":\"\"");
        } finally {
            cluster.execute(new ShardId(0), "DELETE FROM parking");
        }
    }

    private static List<String> transferIds(String body) {
        return Pattern.compile("\"transferId\":\"(\\d+)\"")
                .matcher(body)
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    private static String parked(ConfigurableApplicationContext service, String query) throws Exception {
        var port = service.getEnvironment().getProperty("local.management.port");
        var asked = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/actuator/parked" + query))
                .build();
        var answer = HttpClient.newHttpClient().send(asked, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }

    /** After an outage a group finds thousands of notices, 45 KB each with the keys, and pulls from all queues at once. */
    @ParameterizedTest
    @CsvSource({"64, 1024", "65536, 1"})
    void takesNoMoreOfABacklogIntoMemoryThanItsBounds(int waiting, int megabytes) throws Exception {
        announceStrangers(500);
        var account = broker.broker().application();
        long held = TestBacklog.heldOf(
                broker.nameServer().address(),
                account.user(),
                account.password(),
                waiting,
                DataSize.ofMegabytes(megabytes));

        // Four queues, each with 16 messages or 2 MB of bodies (the client counts whole ones), and a pull of 32 on top.
        assertThat(held).isBetween(1L, megabytes == 1 ? 4 * (98 + 32L) : 4 * (16 + 32L));
    }

    /** The largest notices there are, of transfers that stand in no table. */
    private static void announceStrangers(int messages) throws Exception {
        var ids = LongStream.range(0, 1_024)
                .map(i -> 900_000_000_000_000_000L + i * 1_024)
                .boxed()
                .toList();
        var notice = new TransfersDebited(992, ids).toJson();
        var keys = ids.stream().map(String::valueOf).toList();
        sending(sender -> {
            for (int i = 0; i < messages; i++) {
                var message = new Message(Topics.TRANSFERS_DEBITED, notice);
                message.setKeys(keys);
                sender.send(message);
            }
        });
    }

    private static Transfer debited() {
        return ledger.debited(ledger.funded(new ShardId(0), 100), ledger.account(new ShardId(1)), 7);
    }

    private static TransferStatus awaitEnd(Transfer transfer) throws InterruptedException {
        long deadline = System.nanoTime() + SOON.toNanos();
        while (!ledger.read(transfer).status().isFinal() && System.nanoTime() < deadline) {
            Thread.sleep(50);
        }
        return ledger.read(transfer).status();
    }

    private static boolean awaitEvents(long messages) throws InterruptedException {
        try (var admin = broker.broker().admin()) {
            long deadline = System.nanoTime() + SOON.toNanos();
            while (admin.endOffset(Topics.ACCOUNT_BALANCE_CHANGED) < messages && System.nanoTime() < deadline) {
                Thread.sleep(50);
            }
            return admin.endOffset(Topics.ACCOUNT_BALANCE_CHANGED) >= messages;
        }
    }

    private static void announce(Transfer transfer) throws Exception {
        var notice = new TransfersDebited(
                        transfer.id().value(), List.of(transfer.id().value()))
                .toJson();
        sending(sender -> sender.send(new Message(Topics.TRANSFERS_DEBITED, notice)));
    }

    private interface Sending {
        void by(DefaultMQProducer sender) throws Exception;
    }

    private static void sending(Sending what) throws Exception {
        var account = broker.broker().application();
        var sender = new DefaultMQProducer(
                "settlement-test", new AclClientRPCHook(new SessionCredentials(account.user(), account.password())));
        sender.setNamesrvAddr(broker.nameServer().address());
        sender.start();
        try {
            what.by(sender);
        } finally {
            sender.shutdown();
        }
    }

    private static ConfigurableApplicationContext service(String... more) throws Exception {
        var properties = cluster.properties();
        var account = broker.broker().application();
        List<String> arguments = new ArrayList<>(List.of(
                "--server.port=0",
                "--management.server.port=0",
                "--settlement.nacos.enabled=true",
                "--settlement.nacos.server-addr=" + nowhere(),
                "--settlement.live.folder=" + live,
                "--settlement.rocketmq.name-servers=" + broker.nameServer().address(),
                "--settlement.rocketmq.access-key=" + account.user(),
                "--settlement.rocketmq.secret-key=" + account.password(),
                "--settlement.sharding.cluster-id=" + properties.clusterId(),
                "--settlement.sharding.slot-map=" + properties.slotMap()));
        add(arguments, "control", properties.control());
        for (int shard = 0; shard < properties.shards().size(); shard++) {
            add(arguments, "shards[" + shard + "]", properties.shards().get(shard));
        }
        arguments.addAll(List.of(more));
        return new SpringApplicationBuilder(SettlementConsumerApplication.class).run(arguments.toArray(String[]::new));
    }

    private static void add(List<String> arguments, String name, Database database) {
        var key = "--settlement.sharding." + name;
        arguments.add(key + ".jdbc-url=" + database.jdbcUrl());
        arguments.add(key + ".username=" + database.username());
        arguments.add(key + ".password=" + database.password());
    }

    /** An address at which nothing listens. */
    private static String nowhere() throws Exception {
        try (var closedAtOnce = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return "127.0.0.1:" + closedAtOnce.getLocalPort();
        }
    }
}

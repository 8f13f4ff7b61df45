package io.settlement.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import io.settlement.contract.Topics;
import io.settlement.contract.TransfersDebited;
import io.settlement.ledger.ShardId;
import io.settlement.ledger.Transfer;
import io.settlement.ledger.TransferStatus;
import io.settlement.localstack.BrokerOptions;
import io.settlement.localstack.RocketMq;
import io.settlement.localstack.TestEngines;
import io.settlement.sharding.ShardingProperties.Database;
import io.settlement.testing.LedgerFixture;
import io.settlement.testing.LedgerNode;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.rocketmq.acl.common.AclClientRPCHook;
import org.apache.rocketmq.acl.common.SessionCredentials;
import org.apache.rocketmq.client.producer.DefaultMQProducer;
import org.apache.rocketmq.common.message.Message;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The whole service, started as its main class starts it, while nothing listens where Nacos should be. */
@Timeout(120)
class ServiceIT {

    private static final Duration SOON = Duration.ofSeconds(30);

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

    @Test
    void bootsWithoutNacosAndBrokerAndSettlesFromTheDatabase() throws Exception {
        var transfer = debited();
        try (var service = service("--settlement.rocketmq.name-servers=" + nowhere(), "--settlement.sweeper.age=0s")) {
            assertThat(service.isRunning()).isTrue();
            assertThat(awaitEnd(transfer)).isEqualTo(TransferStatus.SETTLED);
        }
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
        var account = broker.broker().application();
        var sender = new DefaultMQProducer(
                "settlement-test", new AclClientRPCHook(new SessionCredentials(account.user(), account.password())));
        sender.setNamesrvAddr(broker.nameServer().address());
        sender.start();
        try {
            var notice = new TransfersDebited(
                            transfer.id().value(), List.of(transfer.id().value()))
                    .toJson();
            sender.send(new Message(Topics.TRANSFERS_DEBITED, notice));
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

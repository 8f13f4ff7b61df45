package io.settlement.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import io.settlement.contract.Topics;
import io.settlement.faults.Direction;
import io.settlement.ledger.ShardId;
import io.settlement.localstack.BrokerOptions;
import io.settlement.localstack.RocketMq;
import io.settlement.localstack.TestEngines;
import io.settlement.sharding.ShardingProperties.Database;
import io.settlement.testing.LedgerFixture;
import io.settlement.testing.LedgerNode;
import io.settlement.testing.MetricsTable;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.rocketmq.acl.common.AclClientRPCHook;
import org.apache.rocketmq.acl.common.SessionCredentials;
import org.apache.rocketmq.client.producer.DefaultMQProducer;
import org.apache.rocketmq.common.message.Message;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** What a consumer tells of itself on its management port, while shards and broker come and go; the broker goes last. */
@Timeout(120)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ManagementIT {

    private static final ShardId FIRST = new ShardId(0);
    private static final Duration SOON = Duration.ofSeconds(30);

    private static RocketMq broker;
    private static LedgerFixture cluster;
    private static LedgerNode ledger;
    private static ConfigurableApplicationContext service;

    @BeforeAll
    static void start() {
        broker = TestEngines.newRocketMq("management", BrokerOptions.anyFreePorts());
        broker.start();
        try (var admin = broker.broker().admin()) {
            admin.createTopic(Topics.TRANSFERS_DEBITED, 4);
            admin.createTopic(Topics.SETTLEMENT_DEAD_LETTER, 1);
            admin.createTopic(Topics.ACCOUNT_BALANCE_CHANGED, 8);
            admin.createGroup(Topics.CONSUMER_GROUP);
        }
        cluster = LedgerFixture.of(2);
        ledger = cluster.node();
        ledger.debited(ledger.funded(FIRST, 100), ledger.account(new ShardId(1)), 7);
        service = service();
    }

    @AfterAll
    static void stop() {
        if (service != null) {
            service.close();
        }
        cluster.close();
        broker.broker().kill();
        broker.nameServer().kill();
    }

    @Test
    @Order(1)
    void showsMoneyInFlightItsAgeAndWhatIsParkedAndNoOldFigureOfAShardThatIsGone() throws Exception {
        cluster.execute(
                FIRST,
                "INSERT INTO parking SELECT seq * 1024, 992, 'CREDIT', 'planted', NOW(6) FROM "
                        + LedgerFixture.numbers(1, 3));
        try {
            awaitValue("settlement_in_flight_money_minor_units{currency=\"CNY\",shard=\"0\"}", "7.0");
            awaitValue("settlement_in_flight_transfers{shard=\"0\"}", "1.0");
            awaitValue("settlement_in_flight_transfers{shard=\"1\"}", "0.0");
            awaitValue("settlement_parked_transfers{shard=\"0\"}", "3.0");
            assertThat(Double.parseDouble(value("settlement_in_flight_oldest_age_seconds{shard=\"0\"}")))
                    .isBetween(0.5, 120.0);
        } finally {
            cluster.execute(FIRST, "DELETE FROM parking");
        }

        // Held back, not lost: a proof that reads at this moment goes on afterwards.
        cluster.proxy(FIRST).link().stall(Direction.SERVER_TO_CLIENT);
        awaitValue("settlement_figures_up{shard=\"0\"}", "0.0");
        awaitValue("settlement_shard_up{shard=\"0\"}", "0.0");
        for (var figure : List.of("in_flight_transfers", "in_flight_oldest_age_seconds", "parked_transfers")) {
            assertThat(value("settlement_" + figure + "{shard=\"0\"}")).isEqualTo("NaN");
        }
        assertThat(value("settlement_in_flight_money_minor_units{currency=\"CNY\",shard=\"0\"}"))
                .isEqualTo("NaN");
        assertThat(value("settlement_in_flight_transfers{shard=\"1\"}")).isEqualTo("0.0");
        assertThat(get("health").body())
                .contains("\"DEGRADED\"", "\"shard 0\":\"")
                .doesNotContain("\"shard 1\":\"");
        assertThat(get("health/readiness").statusCode()).isEqualTo(200);
        assertThat(get("health/liveness").statusCode()).isEqualTo(200);

        cluster.proxy(FIRST).heal();
        awaitValue("settlement_in_flight_transfers{shard=\"0\"}", "1.0");
    }

    @Test
    @Order(2)
    void provesTheBooksAndShowsByHowMuchTheyAreOff() throws Exception {
        awaitValue("settlement_proof_breaks", "0.0");
        awaitValue("settlement_proof_difference_minor_units{currency=\"CNY\"}", "0.0");
        var oneCent = "UPDATE account SET balance = balance %s WHERE type = 'CLEARING' AND currency = 'CNY'";
        cluster.execute(FIRST, oneCent.formatted("+ 1"));
        try {
            // CLEARING is one off, and so is the sum of all balances.
            awaitValue("settlement_proof_difference_minor_units{currency=\"CNY\"}", "2.0");
            assertThat(Double.parseDouble(value("settlement_proof_breaks"))).isPositive();
        } finally {
            cluster.execute(FIRST, oneCent.formatted("- 1"));
        }
        awaitValue("settlement_proof_breaks", "0.0");
        cluster.assertConserved();
    }

    @Test
    @Order(3)
    void servesExactlyTheMetricsThatTheDocumentNames() throws Exception {
        var table = MetricsTable.of("settlement-consumer");
        var served = metrics();

        assertThat(table.always()).hasSizeGreaterThan(15);
        assertThat(table.undocumented(served)).isEmpty();
        assertThat(table.missing(served)).isEmpty();
        assertThat(table.notYet(served))
                .as("those of documents come with Nacos")
                .allMatch(metric -> metric.startsWith("settlement_document_"));
    }

    @Test
    @Order(4)
    void showsWhatWaitsAtTheBrokerAndTellsANameServerFromABrokerThatIsMissing() throws Exception {
        awaitValue("settlement_dead_letters_messages{kind=\"undecodable\"}", "0.0");
        send(Topics.SETTLEMENT_DEAD_LETTER);
        awaitValue("settlement_dead_letters_messages{kind=\"undecodable\"}", "1.0");
        awaitValue("settlement_dead_letters_messages{kind=\"exhausted\"}", "0.0");
        awaitValue("settlement_dead_letters_messages{kind=\"parked_half\"}", "0.0");
        awaitValue("settlement_consumer_lag_messages", "0.0");
        awaitValue("settlement_component_up{component=\"broker\"}", "1.0");
        awaitValue("settlement_component_up{component=\"name_server\"}", "1.0");

        broker.broker().kill();
        awaitValue("settlement_component_up{component=\"broker\"}", "0.0");
        awaitValue("settlement_component_up{component=\"name_server\"}", "1.0");
        awaitValue("settlement_consumer_lag_messages", "NaN");
        awaitValue("settlement_dead_letters_messages{kind=\"undecodable\"}", "NaN");
        // First the broker says nothing, then its connection is refused, then the name server has forgotten it.
        assertThat(get("health").body())
                .contains("\"broker\":{", "the sweeper ends")
                .containsPattern("no answer (from broker|for \\d+ s)|no broker is known");
        assertThat(get("health").statusCode()).isEqualTo(200);

        broker.nameServer().kill();
        awaitValue("settlement_component_up{component=\"name_server\"}", "0.0");
        assertThat(get("health/readiness").statusCode()).isEqualTo(200);
    }

    private static void send(String topic) throws Exception {
        var account = broker.broker().application();
        var sender = new DefaultMQProducer(
                "settlement-test", new AclClientRPCHook(new SessionCredentials(account.user(), account.password())));
        sender.setNamesrvAddr(broker.nameServer().address());
        sender.start();
        try {
            sender.send(new Message(topic, new byte[] {1}));
        } finally {
            sender.shutdown();
        }
    }

    private static void awaitValue(String sample, String expected) throws Exception {
        long deadline = System.nanoTime() + SOON.toNanos();
        while (!value(sample).equals(expected) && System.nanoTime() < deadline) {
            Thread.sleep(100);
        }
        assertThat(value(sample)).as(sample).isEqualTo(expected);
    }

    private static String value(String sample) throws Exception {
        return MetricsTable.value(metrics(), sample);
    }

    private static String metrics() throws Exception {
        return get("prometheus").body();
    }

    private static HttpResponse<String> get(String path) throws Exception {
        var port = service.getEnvironment().getProperty("local.management.port");
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/actuator/" + path))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    /** Nothing is swept: what is in flight stays there. */
    private static ConfigurableApplicationContext service() {
        var properties = cluster.properties();
        var account = broker.broker().application();
        List<String> arguments = new ArrayList<>(List.of(
                "--server.port=0",
                "--management.server.port=0",
                "--settlement.nacos.enabled=false",
                "--settlement.sweeper.enabled=false",
                "--settlement.watch.interval=200ms",
                "--settlement.proof.first-after=0s",
                "--settlement.proof.interval=1s",
                "--settlement.rocketmq.name-servers=" + broker.nameServer().address(),
                "--settlement.rocketmq.access-key=" + account.user(),
                "--settlement.rocketmq.secret-key=" + account.password(),
                "--settlement.sharding.cluster-id=" + properties.clusterId(),
                "--settlement.sharding.slot-map=" + properties.slotMap()));
        add(arguments, "control", properties.control());
        for (int shard = 0; shard < properties.shards().size(); shard++) {
            add(arguments, "shards[" + shard + "]", properties.shards().get(shard));
        }
        return new SpringApplicationBuilder(SettlementConsumerApplication.class).run(arguments.toArray(String[]::new));
    }

    private static void add(List<String> arguments, String name, Database database) {
        var key = "--settlement.sharding." + name;
        arguments.add(key + ".jdbc-url=" + database.jdbcUrl());
        arguments.add(key + ".username=" + database.username());
        arguments.add(key + ".password=" + database.password());
    }
}

package io.settlement.producer;

import static org.assertj.core.api.Assertions.assertThat;

import io.settlement.ledger.ShardId;
import io.settlement.sharding.ShardedDatabase;
import io.settlement.testing.LedgerFixture;
import io.settlement.testing.MetricsTable;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a producer tells of itself on its management port, while shards come and go. */
class ManagementIT {

    private static final ShardId FIRST = new ShardId(0);
    private static final ShardId SECOND = new ShardId(1);
    private static final Duration SOON = Duration.ofSeconds(30);

    private static LedgerFixture cluster;
    private static RunningDoor service;

    @BeforeAll
    static void start() {
        cluster = LedgerFixture.of(2);
        service = RunningDoor.open(cluster, ProducerNode.sharedBroker(), "--settlement.watch.interval=200ms");
    }

    @AfterAll
    static void stop() {
        service.close();
        cluster.close();
    }

    @AfterEach
    void heal() {
        cluster.shards().forEach(shard -> cluster.proxy(shard).heal());
        assertThat(ProducerNode.await(SOON, () -> isUp()))
                .as("healthy again: %s", health())
                .isTrue();
    }

    @Test
    void servesExactlyTheMetricsThatTheDocumentNames() {
        var table = MetricsTable.of("settlement-producer");
        var served = metrics();

        assertThat(table.always()).hasSizeGreaterThan(15);
        assertThat(table.undocumented(served)).isEmpty();
        assertThat(table.missing(served)).isEmpty();
    }

    @Test
    void countsByOutcomeAndReasonAndTimesTheAnswer() {
        var account = service.post("/v1/accounts", RunningDoor.key(), "{'owner':'m','type':'SA','currency':'CNY'}")
                .text("accountId");
        var cash = "/v1/accounts/" + account;
        service.post(cash + "/deposits", RunningDoor.key(), "{'amount':'1.00','currency':'CNY'}");
        service.post(cash + "/withdrawals", RunningDoor.key(), "{'amount':'2.00','currency':'CNY'}");

        assertThat(value("settlement_instructions_total{outcome=\"settled\",reason=\"none\"}"))
                .isEqualTo("1.0");
        assertThat(value("settlement_instructions_total{outcome=\"rejected\",reason=\"INSUFFICIENT_FUNDS\"}"))
                .isEqualTo("1.0");
        assertThat(value("settlement_accept_seconds_count{answer=\"settled\"}")).isEqualTo("1");
        assertThat(value("settlement_accept_seconds_bucket{answer=\"settled\",le=\"10.0\"}"))
                .isEqualTo("1");
    }

    /** Behind a black hole nothing answers at all: neither health nor anybody who asks for it waits for that. */
    @Test
    void staysReadyAndSaysWhichShardIsMissing() {
        assertThat(health()).contains("\"nameServer\":{\"status\":\"UP\"}", "\"broker\":{\"status\":\"UP\"}");
        cluster.proxy(SECOND).link().partition();

        assertThat(ProducerNode.await(SOON, () -> health().contains("\"DEGRADED\"")))
                .as(health())
                .isTrue();
        assertThat(health()).contains("\"shard 1\":\"", "stillWorks").doesNotContain("\"shard 0\"");
        assertThat(service.get("/v1/operate/health").body().toString())
                .contains("\"status\":\"DEGRADED\"", "[\"shard 1: ", "stillWorks")
                .doesNotContain("shard 0: ");
        assertThat(service.manage("health").statusCode()).isEqualTo(200);
        assertThat(service.manage("health/readiness").statusCode()).isEqualTo(200);
        assertThat(service.manage("health/liveness").statusCode()).isEqualTo(200);
        assertThat(value("settlement_shard_up{shard=\"0\"}")).isEqualTo("1.0");
        assertThat(value("settlement_shard_up{shard=\"1\"}")).isEqualTo("0.0");

        cut(FIRST);
        assertThat(ProducerNode.await(SOON, () -> service.manage("health").statusCode() == 503))
                .isTrue();
        assertThat(service.manage("health/readiness").statusCode()).isEqualTo(503);
        assertThat(service.manage("health/liveness").statusCode()).isEqualTo(200);
    }

    /** A pool whose connections are all in use makes no shard missing. */
    @Test
    void aBusyPoolIsNoMissingShard() throws Exception {
        assertThat(value("settlement_pool_connections_limit{shard=\"0\"}")).isEqualTo("8.0");
        assertThat(value("settlement_pool_waiting_threads{shard=\"0\"}")).isEqualTo("0.0");
        List<Connection> held = new ArrayList<>();
        try {
            for (int i = 0; i < 8; i++) {
                held.add(service.bean(ShardedDatabase.class)
                        .physical()
                        .get(FIRST)
                        .getConnection());
            }
            assertThat(value("settlement_pool_connections{shard=\"0\",state=\"active\"}"))
                    .isEqualTo("8.0");
            ProducerNode.pause(3_000);
            assertThat(value("settlement_shard_up{shard=\"0\"}")).isEqualTo("1.0");
        } finally {
            for (var connection : held) {
                connection.close();
            }
        }
    }

    private static void cut(ShardId shard) {
        cluster.proxy(shard).link().refuseConnections();
        cluster.proxy(shard).link().resetConnections();
    }

    private static String health() {
        return service.manage("health").body();
    }

    private static boolean isUp() {
        return health().endsWith(",\"status\":\"UP\"}") || health().startsWith("{\"status\":\"UP\"");
    }

    private static String metrics() {
        return service.manage("prometheus").body();
    }

    private static String value(String sample) {
        return MetricsTable.value(metrics(), sample);
    }
}

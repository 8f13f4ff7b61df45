package io.settlement.producer;

import static io.settlement.producer.LimitedDoor.FLOOR;
import static io.settlement.producer.LimitedDoor.LOOKS;
import static io.settlement.producer.LimitedDoor.ONE;
import static io.settlement.producer.LimitedDoor.TRANSFERS;
import static io.settlement.producer.LimitedDoor.ZERO;
import static io.settlement.producer.LimitedDoor.codes;
import static io.settlement.producer.LimitedDoor.keys;
import static org.assertj.core.api.Assertions.assertThat;

import io.settlement.faults.Direction;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Rules from a real Nacos at the real door: who is turned away, and that a 429 never lies. */
@Timeout(120)
@ExtendWith(OutputCaptureExtension.class)
class AdmissionIT {

    /** As long as Sentinel remembers what it let in. */
    private static final long WINDOW_MILLIS = 1_100;

    private static final String SLOW_DEBITS = "[{'resource':'debit shard-0','grade':0,'count':%d,'timeWindow':1,"
            + "'slowRatioThreshold':0.2,'minRequestAmount':1,'statIntervalMs':1000}]";

    private static final String KEPT_OUT = "[{'resource':'" + LOOKS + "','limitApp':'%s','strategy':1}]";

    @TempDir
    private static Path live;

    private static LimitedDoor door;
    private static PushedDocuments pushed;

    @BeforeAll
    static void start(CapturedOutput log) {
        door = LimitedDoor.open("admission", live, log::getOut);
        pushed = door.pushed();
    }

    @AfterAll
    static void stop() throws Exception {
        door.close();
    }

    @BeforeEach
    void limitNothing() {
        door.limitNothing();
    }

    @Test
    void aPushIsLiveWithinTwoSecondsAndTheProblemNamesItsRule() {
        assertThat(door.pay(RunningDoor.key()).status()).isEqualTo(202);
        pushed.limit(TRANSFERS, 0);
        var key = RunningDoor.key();
        var limited = door.pay(key);

        assertThat(limited.status()).isEqualTo(429);
        assertThat(limited.header("Content-Type")).contains("application/problem+json");
        assertThat(limited.header("Retry-After")).contains("1");
        assertThat(limited.text("reason")).isEqualTo("RATE_LIMITED");
        assertThat(limited.text("rule")).isEqualTo(TRANSFERS);
        assertThat(limited.text("ruleKind")).isEqualTo("flow");
        assertThat(door.refused("flow", TRANSFERS)).isPositive();
        assertThat(limited.text("detail")).contains(TRANSFERS);
        assertThat(door.look(ZERO).status()).as("another endpoint").isEqualTo(200);

        pushed.limit(TRANSFERS, 1_000);
        assertThat(door.rows(List.of(key))).isZero();
        assertThat(door.pay(key).status()).as("the key is not used up").isEqualTo(202);
    }

    @Test
    void noPushLiftsTheFloor() {
        pushed.limit("debit shard-0", 1_000_000);
        ProducerNode.pause(WINDOW_MILLIS);

        var codes = codes(door.bulk(keys(FLOOR + 10), List.of(ZERO)));

        assertThat(codes.subList(0, FLOOR)).containsOnly(202);
        assertThat(codes.subList(FLOOR, FLOOR + 10)).containsOnly(429);
    }

    @Test
    void aBulkPartlyLimitedIsAnsweredItemByItemInTheOrderSent() {
        pushed.limit("debit shard-0", 3);
        ProducerNode.pause(WINDOW_MILLIS);
        var keys = keys(12);

        var reply = door.bulk(keys, List.of(ZERO, ONE));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(codes(reply)).containsExactly(202, 202, 202, 202, 202, 202, 429, 202, 429, 202, 429, 202);
        assertThat(door.rows(keys)).isEqualTo(9);
        assertThat(door.rows(List.of(keys.get(6), keys.get(8), keys.get(10)))).isZero();
        var limited = reply.body().at("/results/6");
        assertThat(limited.path("idempotencyKey").asString()).isEqualTo(keys.get(6));
        assertThat(limited.at("/problem/rule").asString()).isEqualTo("debit shard-0");
        assertThat(limited.at("/problem/reason").asString()).isEqualTo("RATE_LIMITED");
    }

    @Test
    void aWholeBulkIsLimitedOnlyWhereNothingOfItWasTaken() {
        var keys = keys(5);
        pushed.limit("POST /v1/transfers/bulk", 0);
        assertThat(door.bulk(keys, List.of(ZERO, ONE)).status()).isEqualTo(429);
        assertThat(door.rows(keys)).isZero();

        pushed.push("[{'resource':'debit shard-0','count':0},{'resource':'debit shard-1','count':0}]");
        var whole = door.bulk(keys, List.of(ZERO, ONE));
        assertThat(whole.status()).isEqualTo(429);
        assertThat(whole.text("reason")).isEqualTo("RATE_LIMITED");
        assertThat(whole.text("rule")).isEqualTo("debit shard-0");
        assertThat(whole.header("Retry-After")).isPresent();
        assertThat(door.rows(keys)).isZero();

        pushed.limit("debit shard-0", 0);
        assertThat(codes(door.bulk(keys, List.of(ZERO, ONE)))).containsExactly(429, 202, 429, 202, 429);
    }

    @Test
    void anAnswerThatComesLaterIsNotAskedForAgain() {
        pushed.limit(TRANSFERS, 1);
        for (int i = 0; i < 3; i++) {
            ProducerNode.pause(WINDOW_MILLIS);
            assertThat(door.pay(RunningDoor.key()).status())
                    .as("the only one of its second")
                    .isEqualTo(202);
        }
    }

    @Test
    void everyAcceptedOneIsDebitedAndNoLimitedOneIs() {
        pushed.push("[{'resource':'" + TRANSFERS + "','count':12},{'resource':'debit shard-0','count':6}]");
        Map<String, Integer> told = new ConcurrentHashMap<>();
        var callers = Executors.newFixedThreadPool(8);
        for (var key : keys(400)) {
            callers.execute(() -> {
                told.put(key, door.pay(key).status());
                ProducerNode.pause(20);
            });
        }
        callers.shutdown();
        assertThat(ProducerNode.await(Duration.ofSeconds(30), callers::isTerminated))
                .isTrue();

        var accepted =
                told.keySet().stream().filter(key -> told.get(key) == 202).toList();
        var limited = told.keySet().stream().filter(key -> told.get(key) == 429).toList();
        assertThat(accepted).isNotEmpty();
        assertThat(limited).isNotEmpty();
        assertThat(accepted.size() + limited.size()).isEqualTo(400);
        assertThat(door.rows(accepted)).isEqualTo(accepted.size());
        assertThat(door.rows(limited)).isZero();
    }

    @Test
    void aHotPayerIsLimitedAndNobodyElse() {
        var item = "{'object':'" + door.payer(ZERO) + "','count':2}";
        pushed.push("param-flow", "[{'resource':'payer','count':1000,'paramFlowItemList':[" + item + "]}]");
        var keys = keys(8);
        try {
            var reply = door.bulk(keys, List.of(ZERO, ONE));

            assertThat(codes(reply)).containsExactly(202, 202, 202, 202, 429, 202, 429, 202);
            assertThat(door.rows(keys)).isEqualTo(6);
            assertThat(door.rows(List.of(keys.get(4), keys.get(6)))).isZero();
            assertThat(reply.body().at("/results/4/problem/rule").asString()).isEqualTo("payer");
            assertThat(reply.body().at("/results/4/problem/ruleKind").asString())
                    .isEqualTo("param-flow");
            assertThat(door.refused("param-flow", "payer")).isEqualTo(2);
        } finally {
            pushed.push("param-flow", "[{'resource':'payer','count':1000000}]");
        }
        assertThat(codes(door.bulk(keys, List.of(ZERO, ONE)))).containsOnly(202);
    }

    @Test
    void aSlowShardOpensItsCircuitTheOthersGoOnAndAProbeClosesIt() {
        assertThat(door.pay(RunningDoor.key()).status()).isEqualTo(202);
        pushed.push("degrade", SLOW_DEBITS.formatted(500));
        door.cluster().proxy(ZERO).link().delay(Direction.SERVER_TO_CLIENT, Duration.ofMillis(150));
        var key = RunningDoor.key();
        try {
            assertThat(door.pay(RunningDoor.key()).status())
                    .as("slow, and debited")
                    .isEqualTo(202);
            var limited = door.pay(key);
            assertThat(limited.status()).isEqualTo(429);
            assertThat(limited.text("rule")).isEqualTo("debit shard-0");
            assertThat(limited.text("ruleKind")).isEqualTo("degrade");
            assertThat(limited.header("Retry-After")).isPresent();
            assertThat(codes(door.bulk(keys(2), List.of(ONE)))).containsOnly(202);
        } finally {
            door.cluster().proxy(ZERO).link().heal();
        }
        assertThat(door.rows(List.of(key))).isZero();
        ProducerNode.pause(WINDOW_MILLIS);
        assertThat(door.pay(key).status()).as("the probe").isEqualTo(202);
        assertThat(door.pay(RunningDoor.key()).status()).as("closed").isEqualTo(202);
        pushed.push("degrade", SLOW_DEBITS.formatted(600_000));
    }

    @Test
    void aSystemRuleBoundsAllEndpointsTogether() {
        pushed.push("system", "[{'qps':1}]");
        ProducerNode.pause(WINDOW_MILLIS);
        try {
            assertThat(door.look(ZERO).status()).isEqualTo(200);
            var limited = door.pay(RunningDoor.key());
            assertThat(limited.status()).isEqualTo(429);
            assertThat(limited.text("rule")).isEqualTo(TRANSFERS);
            assertThat(limited.text("ruleKind")).isEqualTo("system");
        } finally {
            pushed.push("system", "[{'qps':1000000}]");
        }
    }

    @Test
    void anAuthorityRuleKeepsOneKeyOutOfAnEndpoint() {
        var key = TestKeys.in(door.cluster().properties().control()).ofOwner("o");
        var asking = door.service().to("/v1/accounts/" + door.payer(ZERO)).setHeader("Authorization", "Bearer " + key);
        pushed.push("authority", KEPT_OUT.formatted(key.split("_")[1]));

        var limited = door.service().send(asking);
        assertThat(limited.status()).isEqualTo(429);
        assertThat(limited.text("rule")).isEqualTo(LOOKS);
        assertThat(limited.text("ruleKind")).isEqualTo("authority");
        assertThat(door.look(ZERO).status()).as("another key").isEqualTo(200);

        pushed.push("authority", KEPT_OUT.formatted("000000000000"));
        assertThat(door.service().send(asking).status()).isEqualTo(200);
    }

    @Test
    void lookingWithHeadCountsAsLooking() {
        pushed.limit(LOOKS, 0);
        var head = door.service()
                .to("/v1/accounts/" + door.payer(ZERO))
                .method("HEAD", HttpRequest.BodyPublishers.noBody());

        assertThat(door.service().send(head).status()).isEqualTo(429);
    }

    @Test
    void aCallerWithoutAKeyUsesNothingUp() {
        pushed.limit(LOOKS, 1);
        ProducerNode.pause(WINDOW_MILLIS);
        var anybody = door.service().to("/v1/accounts/" + door.payer(ZERO)).setHeader("Authorization", "Bearer x");

        assertThat(door.service().send(anybody).status()).isEqualTo(401);
        assertThat(door.look(ZERO).status()).isEqualTo(200);
    }

    /** All places of a shard that has fallen silent are taken, and yet it is not the shard of which a 429 speaks. */
    @Test
    void aLimitedCallTakesNoPlaceBeforeAShard() {
        pushed.limit(LOOKS, 0);
        door.cluster().proxy(ZERO).link().partition();
        try {
            var waiting = Stream.generate(() -> CompletableFuture.supplyAsync(
                            () -> door.service().get("/v1/accounts/" + door.payer(ZERO) + "/balance"),
                            task -> new Thread(task).start()))
                    .limit(8)
                    .toList();
            ProducerNode.pause(500);
            assertThat(door.look(ZERO).status()).isEqualTo(429);
            assertThat(waiting).noneMatch(CompletableFuture::isDone);
        } finally {
            door.cluster().proxy(ZERO).heal();
            door.cluster().proxy(ZERO).link().resetConnections();
        }
        assertThat(ProducerNode.await(
                        Duration.ofSeconds(20),
                        () -> door.service()
                                        .get("/v1/accounts/" + door.payer(ZERO) + "/balance")
                                        .status()
                                == 200))
                .isTrue();
    }
}

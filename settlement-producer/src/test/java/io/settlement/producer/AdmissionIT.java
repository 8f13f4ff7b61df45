package io.settlement.producer;

import static org.assertj.core.api.Assertions.assertThat;

import com.alibaba.cloud.nacos.NacosConfigManager;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.settlement.ledger.ShardId;
import io.settlement.ledger.Slot;
import io.settlement.localstack.NacosOptions;
import io.settlement.localstack.NacosServer;
import io.settlement.localstack.RocketMq;
import io.settlement.localstack.TestEngines;
import io.settlement.producer.RunningDoor.Reply;
import io.settlement.testing.LedgerFixture;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.JsonNode;

/** Flow rules from a real Nacos at the real door: which pushes count, who is turned away, and that a 429 never lies. */
@Timeout(120)
@ExtendWith(OutputCaptureExtension.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AdmissionIT {

    private static final ShardId ZERO = new ShardId(0);
    private static final ShardId ONE = new ShardId(1);
    private static final int FLOOR = 40;
    private static final String TRANSFERS = "POST /v1/transfers";
    private static final String LOOKS = "GET /v1/accounts/{accountId}";

    private static final String BAD_PUSHES = """
            [                                                                         | not a JSON list
            []                                                                        | it is empty
            null                                                                      | not a JSON list
            [{"resource":"POST /v1/transfer","count":1}]                              | unknown resource
            [{"resource":"debit shard-2","count":1}]                                  | unknown resource
            [{"resource":"POST /v1/transfers","count":1000001}]                       | needs a count
            [{"resource":"POST /v1/transfers","count":9},{"resource":"x","count":1}]  | rule 2
            [{"resource":"POST /v1/transfers","count":1,"controlBehavior":2}]         | controlBehavior""";

    /** As long as Sentinel remembers what it let in. */
    private static final long WINDOW_MILLIS = 1_100;

    @TempDir
    private static Path live;

    private static final Map<ShardId, String> payers = new HashMap<>();
    private static NacosServer nacos;
    private static RocketMq broker;
    private static LedgerFixture cluster;
    private static PushedRules rules;
    private static RunningDoor service;

    @BeforeAll
    static void start(CapturedOutput log) {
        nacos = TestEngines.newNacos("admission", NacosOptions.anyFreePorts());
        var starting = CompletableFuture.runAsync(nacos::start);
        broker = ProducerNode.sharedBroker();
        cluster = LedgerFixture.of(2);
        starting.join();
        rules = new PushedRules(nacos, log::getOut);
        service = producer();
        while (payers.size() < 2) {
            var id = service.post("/v1/accounts", RunningDoor.key(), "{'owner':'o','type':'SA','currency':'CNY'}")
                    .text("accountId");
            payers.put(cluster.slotMap().shardOf(Slot.of(Long.parseLong(id))), id);
        }
        payers.values()
                .forEach(id -> service.post(
                        "/v1/accounts/" + id + "/deposits",
                        RunningDoor.key(),
                        "{'amount':'1000.00','currency':'CNY'}"));
    }

    private static RunningDoor producer() {
        var arguments = ServiceArguments.of(cluster.properties(), broker, nacos, live);
        arguments.add("--settlement.admission.debits-per-second=" + FLOOR);
        return RunningDoor.open(cluster, arguments);
    }

    @AfterAll
    static void stop() throws Exception {
        var client = service.bean(NacosConfigManager.class).getConfigService();
        service.close();
        client.shutDown();
        rules.close();
        nacos.kill();
        cluster.assertConserved();
        cluster.close();
    }

    @BeforeEach
    void limitNothing() {
        assertThat(rules.limit("GET /v1/transfers/{transferId}", 1_000_000)).contains("is in force");
    }

    @Test
    void aPushIsLiveWithinTwoSecondsAndTheProblemNamesItsRule() {
        assertThat(pay(RunningDoor.key()).status()).isEqualTo(202);
        rules.limit(TRANSFERS, 0);
        var key = RunningDoor.key();
        var limited = pay(key);

        assertThat(limited.status()).isEqualTo(429);
        assertThat(limited.header("Content-Type")).contains("application/problem+json");
        assertThat(limited.header("Retry-After")).contains("1");
        assertThat(limited.text("reason")).isEqualTo("RATE_LIMITED");
        assertThat(limited.text("rule")).isEqualTo(TRANSFERS);
        assertThat(limited.text("detail")).contains(TRANSFERS);
        assertThat(look(ZERO).status()).as("another endpoint").isEqualTo(200);

        rules.limit(TRANSFERS, 1_000);
        assertThat(rows(List.of(key))).isZero();
        assertThat(pay(key).status()).as("the key is not used up").isEqualTo(202);
    }

    @Test
    void aBadPushKeepsWhatIsInForceAndTheLogSaysWhy() {
        rules.limit(TRANSFERS, 0);
        BAD_PUSHES.lines().map(line -> line.split(" +\\| ")).forEach(bad -> {
            assertThat(rules.push(bad[0])).contains("is refused", "stays in force", bad[1]);
            assertThat(pay(RunningDoor.key()).status()).as(bad[0]).isEqualTo(429);
            assertThat(gauge("settlement.document.refused")).isEqualTo(1);
            assertThat(gauge("settlement.rules.pushed")).isEqualTo(1);
        });
        rules.limit(TRANSFERS, 1_000);
        assertThat(pay(RunningDoor.key()).status()).isEqualTo(202);
        assertThat(gauge("settlement.document.refused")).isZero();
    }

    @Test
    void aRemovedDocumentKeepsWhatIsInForce() {
        rules.limit(TRANSFERS, 0);

        assertThat(rules.remove()).contains("is refused", "removed");
        assertThat(pay(RunningDoor.key()).status()).isEqualTo(429);
    }

    @Test
    void noPushLiftsTheFloor() {
        rules.limit("debit shard-0", 1_000_000);
        ProducerNode.pause(WINDOW_MILLIS);

        var codes = codes(bulk(keys(FLOOR + 10), List.of(ZERO)));

        assertThat(codes.subList(0, FLOOR)).containsOnly(202);
        assertThat(codes.subList(FLOOR, FLOOR + 10)).containsOnly(429);
    }

    @Test
    void aBulkPartlyLimitedIsAnsweredItemByItemInTheOrderSent() {
        rules.limit("debit shard-0", 3);
        ProducerNode.pause(WINDOW_MILLIS);
        var keys = keys(12);

        var reply = bulk(keys, List.of(ZERO, ONE));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(codes(reply)).containsExactly(202, 202, 202, 202, 202, 202, 429, 202, 429, 202, 429, 202);
        assertThat(rows(keys)).isEqualTo(9);
        assertThat(rows(List.of(keys.get(6), keys.get(8), keys.get(10)))).isZero();
        var limited = reply.body().at("/results/6");
        assertThat(limited.path("idempotencyKey").asString()).isEqualTo(keys.get(6));
        assertThat(limited.at("/problem/rule").asString()).isEqualTo("debit shard-0");
        assertThat(limited.at("/problem/reason").asString()).isEqualTo("RATE_LIMITED");
    }

    @Test
    void aWholeBulkIsLimitedOnlyWhereNothingOfItWasTaken() {
        var keys = keys(5);
        rules.limit("POST /v1/transfers/bulk", 0);
        assertThat(bulk(keys, List.of(ZERO, ONE)).status()).isEqualTo(429);
        assertThat(rows(keys)).isZero();

        rules.push("[{'resource':'debit shard-0','count':0},{'resource':'debit shard-1','count':0}]");
        var whole = bulk(keys, List.of(ZERO, ONE));
        assertThat(whole.status()).isEqualTo(429);
        assertThat(whole.text("reason")).isEqualTo("RATE_LIMITED");
        assertThat(whole.text("rule")).isEqualTo("debit shard-0");
        assertThat(whole.header("Retry-After")).isPresent();
        assertThat(rows(keys)).isZero();

        rules.limit("debit shard-0", 0);
        assertThat(codes(bulk(keys, List.of(ZERO, ONE)))).containsExactly(429, 202, 429, 202, 429);
    }

    @Test
    void anAnswerThatComesLaterIsNotAskedForAgain() {
        rules.limit(TRANSFERS, 1);
        for (int i = 0; i < 3; i++) {
            ProducerNode.pause(WINDOW_MILLIS);
            assertThat(pay(RunningDoor.key()).status())
                    .as("the only one of its second")
                    .isEqualTo(202);
        }
    }

    @Test
    void everyAcceptedOneIsDebitedAndNoLimitedOneIs() {
        rules.push("[{'resource':'" + TRANSFERS + "','count':12},{'resource':'debit shard-0','count':6}]");
        Map<String, Integer> told = new ConcurrentHashMap<>();
        var callers = Executors.newFixedThreadPool(8);
        for (var key : keys(400)) {
            callers.execute(() -> {
                told.put(key, pay(key).status());
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
        assertThat(rows(accepted)).isEqualTo(accepted.size());
        assertThat(rows(limited)).isZero();
    }

    @Test
    void lookingWithHeadCountsAsLooking() {
        rules.limit(LOOKS, 0);
        var head = service.to("/v1/accounts/" + payers.get(ZERO)).method("HEAD", HttpRequest.BodyPublishers.noBody());

        assertThat(service.send(head).status()).isEqualTo(429);
    }

    @Test
    void aCallerWithoutAKeyUsesNothingUp() {
        rules.limit(LOOKS, 1);
        ProducerNode.pause(WINDOW_MILLIS);
        var anybody = service.to("/v1/accounts/" + payers.get(ZERO)).setHeader("Authorization", "Bearer x");

        assertThat(service.send(anybody).status()).isEqualTo(401);
        assertThat(look(ZERO).status()).isEqualTo(200);
    }

    /** All places of a shard that has fallen silent are taken, and yet it is not the shard of which a 429 speaks. */
    @Test
    void aLimitedCallTakesNoPlaceBeforeAShard() {
        rules.limit(LOOKS, 0);
        cluster.proxy(ZERO).link().partition();
        try {
            var waiting = Stream.generate(() -> CompletableFuture.supplyAsync(
                            () -> service.get("/v1/accounts/" + payers.get(ZERO) + "/balance"),
                            task -> new Thread(task).start()))
                    .limit(8)
                    .toList();
            ProducerNode.pause(500);
            assertThat(look(ZERO).status()).isEqualTo(429);
            assertThat(waiting).noneMatch(CompletableFuture::isDone);
        } finally {
            cluster.proxy(ZERO).heal();
            cluster.proxy(ZERO).link().resetConnections();
        }
        assertThat(ProducerNode.await(
                        Duration.ofSeconds(20),
                        () -> service.get("/v1/accounts/" + payers.get(ZERO) + "/balance")
                                        .status()
                                == 200))
                .isTrue();
    }

    @Test
    void tellsWhatItRunsAndWhatItRefused() {
        rules.limit(TRANSFERS, 1_000);
        var runs = document();
        assertThat(runs.path("dataId").asString()).isEqualTo("settlement-producer-flow-rules");
        assertThat(runs.path("md5").asString()).isEqualTo(rules.md5());
        assertThat(Instant.parse(runs.path("since").asString())).isBefore(Instant.now());
        assertThat(runs.path("refused").asBoolean()).isFalse();

        rules.push("[{'resource':'debit shard-2','count':1}]");
        var refuses = document();
        assertThat(refuses.path("md5")).isEqualTo(runs.path("md5"));
        assertThat(refuses.path("since")).isEqualTo(runs.path("since"));
        assertThat(refuses.path("refused").asBoolean()).isTrue();
        assertThat(refuses.at("/lastRefusal/md5").asString()).isEqualTo(rules.md5());
        assertThat(refuses.at("/lastRefusal/reason").asString()).contains("unknown resource");
        assertThat(refuses.at("/lastRefusal/at").asString()).isNotEmpty();
    }

    @Test
    void takesNothingThatChangesAnythingWhileItIsReadOnly() {
        assertThat(rules.set("{'readOnly':true,'reason':'shard 1 moves'}")).contains("is in force");
        var key = RunningDoor.key();
        try {
            var refused = pay(key);
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.text("reason")).isEqualTo("NOT_TAKEN");
            assertThat(refused.text("detail")).contains("shard 1 moves");
            assertThat(refused.header("Retry-After")).isPresent();
            assertThat(bulk(keys(2), List.of(ZERO)).status()).isEqualTo(503);
            assertThat(service.post("/v1/accounts/" + payers.get(ZERO) + "/freeze", "", "{'reason':'r'}")
                            .status())
                    .isEqualTo(503);
            assertThat(look(ZERO).status()).isEqualTo(200);
            assertThat(gauge("settlement.read.only")).isEqualTo(1);

            assertThat(rules.set("{}")).contains("is refused", "readOnly is missing");
            assertThat(pay(key).status()).isEqualTo(503);
        } finally {
            rules.set("{'readOnly':false}");
        }
        assertThat(rows(List.of(key))).isZero();
        assertThat(pay(key).status()).isEqualTo(202);
    }

    @Test
    void aLogLevelIsSetAndGivenBack() {
        var logger = LoggerFactory.getLogger("io.settlement.producer.admission");
        assertThat(logger.isTraceEnabled()).isFalse();

        rules.set("{'readOnly':false,'logLevels':{'io.settlement.producer':'TRACE'}}");
        assertThat(logger.isTraceEnabled()).isTrue();

        rules.set("{'readOnly':false}");
        assertThat(logger.isTraceEnabled()).isFalse();
    }

    private static JsonNode document() {
        return RunningDoor.JSON
                .readTree(service.manage("config").body())
                .valueStream()
                .filter(each -> each.path("dataId").asString().endsWith("-flow-rules"))
                .findFirst()
                .orElseThrow();
    }

    /** The last one, since the Nacos is gone. What its client keeps on disk is the push that was refused. */
    @Test
    @Order(Integer.MAX_VALUE)
    void theLastGoodRulesAndTheFloorStandAfterARestartWithABadPushAndWithoutNacos() {
        rules.limit(TRANSFERS, 0);
        rules.push("[");
        restart();
        assertThat(pay(RunningDoor.key()).status()).as("booted with a bad push").isEqualTo(429);
        assertThat(gauge("settlement.document.refused")).isEqualTo(1);

        nacos.kill();
        assertThat(pay(RunningDoor.key()).status()).as("Nacos has died").isEqualTo(429);
        restart();

        assertThat(pay(RunningDoor.key()).status()).as("booted without Nacos").isEqualTo(429);
        assertThat(codes(bulk(keys(FLOOR + 1), List.of(ONE))))
                .as("the floor")
                .last()
                .isEqualTo(429);
    }

    private static void restart() {
        service.close();
        service = producer();
    }

    private static List<String> keys(int count) {
        return Stream.generate(RunningDoor::key).limit(count).toList();
    }

    private static Reply look(ShardId shard) {
        return service.get("/v1/accounts/" + payers.get(shard));
    }

    private static Reply pay(String key) {
        return service.post("/v1/transfers", key, transfer(ZERO));
    }

    /** The payers in turn. */
    private static Reply bulk(List<String> keys, List<ShardId> from) {
        List<String> items = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            items.add("{'idempotencyKey':'" + keys.get(i) + "',"
                    + transfer(from.get(i % from.size())).substring(1));
        }
        return service.post("/v1/transfers/bulk", "", "{'transfers':[" + String.join(",", items) + "]}");
    }

    private static String transfer(ShardId from) {
        return "{'sourceAccountId':'" + payers.get(from) + "','destinationAccountId':'"
                + payers.get(from.equals(ZERO) ? ONE : ZERO) + "','amount':'0.01','currency':'CNY'}";
    }

    private static List<Integer> codes(Reply bulk) {
        JsonNode results = bulk.body().path("results");
        return IntStream.range(0, results.size())
                .mapToObj(i -> results.get(i).path("code").asInt())
                .toList();
    }

    private static long rows(List<String> keys) {
        return cluster.numberOverAll(
                "SELECT COUNT(*) FROM transfer WHERE idem_key IN ('" + String.join("','", keys) + "')");
    }

    private static double gauge(String name) {
        return service.bean(MeterRegistry.class).get(name).gauges().stream()
                .mapToDouble(Gauge::value)
                .sum();
    }
}

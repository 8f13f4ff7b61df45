package io.settlement.producer;

import static org.assertj.core.api.Assertions.assertThat;

import io.settlement.ledger.AccountId;
import io.settlement.ledger.ShardId;
import io.settlement.ledger.Transfer;
import io.settlement.ledger.TransferId;
import io.settlement.ledger.TransferStatus;
import io.settlement.localstack.RocketMq;
import io.settlement.producer.RunningDoor.Reply;
import io.settlement.testing.LedgerFixture;
import io.settlement.testing.LedgerNode;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Transfers over HTTP: their steps, look-ups, lists, waiting callers, and bulks of which a part cannot be taken. */
@Timeout(60)
class TransferDoorIT {

    private static final ShardId HERE = new ShardId(0);
    private static final ShardId THERE = new ShardId(1);

    private static RocketMq broker;
    private static LedgerFixture cluster;
    private static LedgerNode consumer;
    private static RunningDoor door;

    private AccountId payer;
    private AccountId payee;

    @BeforeAll
    static void start() {
        broker = ProducerNode.sharedBroker();
        cluster = LedgerFixture.of(2);
        consumer = cluster.node(cluster.directProperties());
        door = RunningDoor.open(
                cluster,
                broker,
                "--settlement.batching.queue-capacity=8",
                "--settlement.batching.max-batch=4",
                "--settlement.batching.answer-timeout=4s");
    }

    @AfterAll
    static void stop() {
        door.close();
        cluster.assertConserved();
        cluster.close();
    }

    @BeforeEach
    void openAccounts() {
        payer = consumer.funded(HERE, 10_000);
        payee = consumer.account(THERE);
    }

    @Test
    void tellsTheStepsOfATransferByIdAndByKey() {
        var key = RunningDoor.key();
        assertThat(byKey(payer, key).status()).isEqualTo(404);
        var accepted = submit(key, "1.50");
        settle(accepted);

        var told = door.get("/v1/transfers/" + accepted.text("transferId"));

        assertThat(told.status()).isEqualTo(200);
        assertThat(told.text("status")).isEqualTo("SETTLED");
        assertThat(told.text("kind")).isEqualTo("TRANSFER");
        assertThat(told.text("idempotencyKey")).isEqualTo(key);
        assertThat(steps(told)).containsExactly("ACCEPTED 0", "DEBITED 0", "CREDITED 1", "SETTLED 0");
        assertThat(told.body().at("/steps/1/at").asString()).matches("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z");
        assertThat(told.body().has("unreadShard")).isFalse();
        assertThat(byKey(payer, key).body()).isEqualTo(told.body());
        assertThat(byKey(payee, key).text("reason")).isEqualTo("TRANSFER_UNKNOWN");
    }

    private static List<String> steps(Reply reply) {
        return reply.body()
                .path("steps")
                .valueStream()
                .map(step ->
                        step.path("step").asString() + " " + step.path("shard").asInt())
                .toList();
    }

    @Test
    void promisesNothingByKeyWhileTheFirstRequestRuns() throws Exception {
        var key = RunningDoor.key();
        CompletableFuture<Reply> running;
        try (var lock = lockRowOf(payer)) {
            running = door.postAsync("/v1/transfers", key, transfer("1.00"));
            await(() -> waitsForLock(HERE));

            var early = byKey(payer, key);

            assertThat(early.status()).isEqualTo(404);
            assertThat(early.text("detail")).contains("promises nothing");
            lock.rollback();
        }
        var accepted = running.get(20, TimeUnit.SECONDS);
        assertThat(byKey(payer, key).text("transferId")).isEqualTo(accepted.text("transferId"));
    }

    @Test
    void answersWithoutTheLegWhileThePayeesShardIsAway() {
        var accepted = submit(RunningDoor.key(), "1.00");
        settle(accepted);
        cut(THERE);
        try {
            var told = door.get("/v1/transfers/" + accepted.text("transferId"));

            assertThat(told.status()).isEqualTo(200);
            assertThat(told.text("status")).isEqualTo("SETTLED");
            assertThat(steps(told)).containsExactly("ACCEPTED 0", "DEBITED 0", "SETTLED 0");
            assertThat(told.body().path("unreadShard").asInt()).isEqualTo(1);
            var list = door.get("/v1/transfers?direction=INCOMING&accountId=" + payee);
            assertThat(list.status()).isEqualTo(503);
            assertThat(list.header("Retry-After")).isPresent();
        } finally {
            heal(THERE, payee);
        }
        assertThat(steps(door.get("/v1/transfers/" + accepted.text("transferId"))))
                .contains("CREDITED 1");
    }

    @Test
    void listsPageByPageWhatAnAccountPaysAndReceives() {
        var ids = IntStream.range(0, 7)
                .mapToObj(i -> submit("list-" + i + "-" + payer, "1.0" + i))
                .peek(TransferDoorIT::settle)
                .map(reply -> reply.text("transferId"))
                .collect(Collectors.toCollection(ArrayList::new));
        java.util.Collections.reverse(ids);

        var outgoing = walk("accountId=" + payer + "&limit=3");
        assertThat(outgoing.subList(0, 7))
                .extracting(item -> item.path("transferId").asString())
                .isEqualTo(ids);
        assertThat(outgoing.get(0).path("idempotencyKey").asString()).isEqualTo("list-6-" + payer);
        assertThat(outgoing.get(7).path("kind").asString()).as("its funding").isEqualTo("DEPOSIT");
        assertThat(outgoing).hasSize(8);
        var incoming = walk("direction=INCOMING&status=SETTLED&limit=2&accountId=" + payee);
        assertThat(incoming)
                .extracting(item -> item.path("transferId").asString())
                .isEqualTo(ids);
        assertThat(incoming).noneMatch(item -> item.has("idempotencyKey"));
        assertThat(walk("status=REJECTED&accountId=" + payer)).isEmpty();
        assertThat(walk("reference=none&accountId=" + payer)).isEmpty();
        assertThat(walk("since=2030-01-01T00:00:00Z&accountId=" + payer)).isEmpty();
        assertThat(walk("until=2030-01-01T00:00:00%2B08:00&accountId=" + payer)).hasSize(8);
    }

    private static List<JsonNode> walk(String query) {
        List<JsonNode> items = new ArrayList<>();
        var cursor = "";
        do {
            var page = door.get("/v1/transfers?" + query + cursor);
            assertThat(page.status()).as(page.toString()).isEqualTo(200);
            page.body().path("items").forEach(items::add);
            cursor = page.body().has("nextCursor") ? "&cursor=" + page.text("nextCursor") : "";
        } while (!cursor.isEmpty());
        return items;
    }

    @Test
    void refusesACursorThatIsMangledOrOfAnotherList() {
        for (int i = 0; i < 3; i++) {
            submit(RunningDoor.key(), "1.00");
        }
        var list = "/v1/transfers?limit=1&accountId=" + payer;
        var cursor = door.get(list).text("nextCursor");
        assertThat(door.get(list + "&cursor=" + cursor).status()).isEqualTo(200);
        for (int i = 0; i < cursor.length(); i++) {
            char other = cursor.charAt(i) == 'A' ? 'B' : 'A';
            assertRefused(
                    "cursor", door.get(list + "&cursor=" + cursor.substring(0, i) + other + cursor.substring(i + 1)));
        }
        for (var mangled : List.of("", "x", cursor + "A", cursor + "=", cursor.substring(1), "%00", "%F0%9F%92%A9")) {
            assertRefused("cursor", door.get(list + "&cursor=" + mangled));
        }
        assertRefused("cursor", door.get("/v1/transfers?limit=1&accountId=" + payee + "&cursor=" + cursor));
        assertRefused("cursor", door.get(list + "&status=DEBITED&cursor=" + cursor));
        assertRefused("cursor", door.get(list + "&direction=INCOMING&cursor=" + cursor));
    }

    @Test
    void holdsAnAnswerBackUntilTheTransferHasEnded() throws Exception {
        var key = RunningDoor.key();
        var waiting = door.postAsync("/v1/transfers", key, transfer("1.00"), "Prefer", "wait=20");
        await(() -> byKey(payer, key).status() == 200);
        Thread.sleep(150);
        assertThat(waiting).isNotDone();
        settle(byKey(payer, key));

        var ended = waiting.get(15, TimeUnit.SECONDS);

        assertThat(ended.status()).isEqualTo(200);
        assertThat(ended.text("status")).isEqualTo("SETTLED");
        assertThat(ended.header("Preference-Applied")).contains("wait=20");
        var again = door.post("/v1/transfers", key, transfer("1.00"), "Prefer", "respond-async, wait=\"3\"; x=y");
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.header("Preference-Applied")).contains("wait=3");
        assertThat(door.post("/v1/transfers", key, transfer("1.00")).status())
                .as("the first status, where nobody prefers to wait")
                .isEqualTo(202);
    }

    @Test
    void givesTheUsualAnswerAfterTheTimeThatACallerPrefersToWait() {
        long start = System.nanoTime();
        var reply = door.post("/v1/transfers", RunningDoor.key(), transfer("1.00"), "Prefer", "wait=1");

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(950));
        assertThat(reply.status()).isEqualTo(202);
        assertThat(reply.text("status")).isEqualTo("DEBITED");
        assertThat(reply.header("Preference-Applied")).contains("wait=1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "wait",
                "wait=",
                "wait=0",
                "wait=-1",
                "wait=x",
                "wait=1s",
                "await=9",
                "wait=99999999999",
                ";,=",
                "\"wait=5\""
            })
    void passesOverAPreferenceThatCannotBeRead(String prefer) {
        long start = System.nanoTime();
        var reply = door.post("/v1/transfers", RunningDoor.key(), transfer("1.00"), "Prefer", prefer);
        assertThat(reply.status()).isEqualTo(202);
        assertThat(reply.header("Preference-Applied")).isEmpty();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void keepsNobodyWaitingForWhatIsRejected() {
        var reply = door.post("/v1/transfers", RunningDoor.key(), transfer("100.01"), "Prefer", "wait=20");
        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.text("reason")).isEqualTo("INSUFFICIENT_FUNDS");
    }

    @Test
    void forgetsACallerThatHangsUpWhileItWaits() throws Exception {
        var key = RunningDoor.key();
        var body = transfer("1.00").replace('\'', '"');
        try (var socket = new Socket("127.0.0.1", door.port())) {
            socket.getOutputStream()
                    .write(
                            ("POST /v1/transfers HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nPrefer: wait=2\r\n"
                                            + door.authorization() + "Idempotency-Key: " + key + "\r\nContent-Length: "
                                            + body.length()
                                            + "\r\n\r\n"
                                            + body)
                                    .getBytes(StandardCharsets.US_ASCII));
            await(() -> waiting() == 1);
        }
        await(() -> waiting() == 0);
        assertThat(byKey(payer, key).text("status")).isEqualTo("DEBITED");
        assertThat(submit(RunningDoor.key(), "1.00").status()).isEqualTo(202);
    }

    private static double waiting() {
        return door.bean(io.micrometer.core.instrument.MeterRegistry.class).find("settlement.waiting").gauges().stream()
                .mapToDouble(io.micrometer.core.instrument.Gauge::value)
                .sum();
    }

    @Test
    void aStoppingProducerAnswersWhoeverWaits() throws Exception {
        var stopping = RunningDoor.open(cluster, broker);
        var waiting = stopping.postAsync("/v1/transfers", RunningDoor.key(), transfer("1.00"), "Prefer", "wait=30");
        await(() -> cluster.number(
                        HERE, "SELECT COUNT(*) FROM transfer WHERE status = 'DEBITED' AND key_account = " + payer)
                == 1);
        Thread.sleep(300);
        long start = System.nanoTime();
        stopping.close();

        assertThat(waiting.get(5, TimeUnit.SECONDS).status()).isEqualTo(202);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
    }

    @Test
    void onlyTheItemsOfAFullShardAreBusyAndAWholeBulkOnlyIfNothingWasTaken() throws Exception {
        var other = consumer.funded(THERE, 10_000);
        CompletableFuture<Reply> mixed;
        try (var lock = lockRowOf(payer)) {
            var items = new ArrayList<String>();
            for (int i = 0; i < 40; i++) {
                items.add(item(payer, payee));
            }
            items.add(item(other, payer));
            mixed = door.postAsync("/v1/transfers/bulk", "", bulk(items));
            await(() -> consumer.balance(other) < 10_000);

            var nothingTaken =
                    door.post("/v1/transfers/bulk", "", bulk(List.of(item(payer, payee), item(payer, payee))));
            var partTaken = door.post("/v1/transfers/bulk", "", bulk(List.of(item(payer, payee), item(other, payer))));

            assertThat(nothingTaken.status()).isEqualTo(429);
            assertThat(nothingTaken.text("reason")).isEqualTo("QUEUE_FULL");
            assertThat(nothingTaken.header("Retry-After")).isPresent();
            assertThat(partTaken.status()).isEqualTo(200);
            assertThat(codes(partTaken)).containsExactly(429, 202);
            lock.rollback();
        }
        var codes = codes(mixed.get(20, TimeUnit.SECONDS));
        assertThat(codes).hasSize(41);
        assertThat(codes.get(40)).isEqualTo(202);
        assertThat(codes.subList(0, 40)).contains(202, 429).containsOnly(202, 429);
        assertThat(consumer.balance(payer))
                .as("what was answered 429 moved nothing")
                .isEqualTo(10_000
                        - 100
                                * codes.subList(0, 40).stream()
                                        .filter(code -> code == 202)
                                        .count());
    }

    @Test
    void onlyTheItemsOfALostShardAreUnavailable() {
        var other = consumer.funded(THERE, 10_000);
        cut(THERE);
        try {
            var reply = door.post("/v1/transfers/bulk", "", bulk(List.of(item(other, payer), item(payer, payee))));

            assertThat(reply.status()).isEqualTo(200);
            assertThat(codes(reply)).containsExactly(503, 202);
        } finally {
            heal(THERE, other);
        }
    }

    private static List<Integer> codes(Reply reply) {
        return reply.body()
                .path("results")
                .valueStream()
                .map(result -> result.path("code").asInt())
                .toList();
    }

    private static String bulk(List<String> items) {
        return "{'transfers':[" + String.join(",", items) + "]}";
    }

    private static String item(AccountId from, AccountId to) {
        return "{'idempotencyKey':'" + RunningDoor.key() + "','sourceAccountId':'" + from + "','destinationAccountId':'"
                + to + "','amount':'1.00','currency':'CNY'}";
    }

    @Test
    void refusesMalformedQueriesNamingTheParameter() {
        var list = "/v1/transfers?accountId=" + payer;
        for (var limit : List.of("0", "201", "-1", "x", "1.5", "99999999999", "", "%00", "0x1")) {
            assertRefused("limit", door.get(list + "&limit=" + limit));
        }
        for (var time : List.of(
                "",
                "x",
                "2026-11-01",
                "2026-11-01T00:00:00",
                "-1000000000-01-01T00:00:00Z",
                "%2B1000000000-12-31T23:59:59.999999999Z",
                "1999-12-31T23:59:59Z",
                "2026-13-01T00:00:00Z")) {
            assertRefused("since", door.get(list + "&since=" + time));
            assertRefused("until", door.get(list + "&direction=INCOMING&until=" + time));
        }
        assertRefused("status", door.get(list + "&status=settled"));
        assertRefused("status", door.get(list + "&status=REVERSED&direction=INCOMING"));
        assertRefused("direction", door.get(list + "&direction=BOTH"));
        assertRefused("reference", door.get(list + "&reference=" + "r".repeat(141)));
        assertRefused("query", door.get(list + "&refrence=x"));
        assertRefused("accountId", door.get(list + "&accountId=" + payee));
        assertRefused("accountId", door.get("/v1/transfers"));
        for (var id : List.of("", "0", "-1", "01", "x", "1016", "9223372036854775808", "%00", "%F0%9F%92%A9")) {
            assertRefused("accountId", door.get("/v1/transfers?accountId=" + id));
            assertRefused("accountId", door.get("/v1/transfers/by-key?idempotencyKey=k&accountId=" + id));
        }
        for (var key : List.of("", "%20", "a%20b", "k".repeat(65), "%C3%A9", "%00", "%0A")) {
            assertRefused(
                    "idempotencyKey", door.get("/v1/transfers/by-key?accountId=" + payer + "&idempotencyKey=" + key));
        }
        assertRefused("idempotencyKey", door.get("/v1/transfers/by-key?accountId=" + payer));
        for (var id : List.of("0", "-1", "01", "x", "9223372036854775808", "1%202", "a;b=c", "%F0%9F%92%A9")) {
            assertRefused("transferId", door.get("/v1/transfers/" + id));
        }
    }

    /** What makes no sense anywhere is in MalformedInputIT. */
    @Test
    void neverFailsOnTargetsThatMakeNoSense() {
        for (var target : List.of(
                "/v1/transfers?accountId=%zz",
                "/v1/transfers?%=1",
                "/v1/transfers?accountId=" + payer + "&cursor=%zz",
                "/v1/transfers/by-key?idempotencyKey=%c0%af&accountId=1",
                "/v1/transfers?a[]=1",
                "/v1/transfers/%zz",
                "/v1/transfers/%00",
                "/v1/transfers/{x}|",
                "/v1/transfers/1017",
                "/v1/transfers/9223372036854775807",
                "/v1/transfers/" + payer,
                "/v1/transfers/1/2",
                "/v1/transfers/%2e%2e/accounts",
                "/v1/transfers/%2F",
                "/v1/transfers/\u00e9",
                "/v1/nothing",
                "/v1/transfers/" + "1".repeat(10_000))) {
            assertThat(door.statusOfRaw(target)).as(target).isBetween(400, 499);
        }
        assertThat(consumer.balance(payer)).isEqualTo(10_000);
    }

    private static void assertRefused(String field, Reply reply) {
        assertThat(reply.status())
                .as("%s: %s", reply.response().request(), reply)
                .isEqualTo(400);
        assertThat(reply.text("reason")).isEqualTo("INVALID_REQUEST");
        assertThat(reply.text("field")).as(reply.toString()).isEqualTo(field);
    }

    private Reply submit(String key, String amount) {
        var reply = door.post("/v1/transfers", key, transfer(amount));
        assertThat(reply.status()).as(reply.toString()).isEqualTo(202);
        return reply;
    }

    private String transfer(String amount) {
        return "{'sourceAccountId':'" + payer + "','destinationAccountId':'" + payee + "','amount':'" + amount
                + "','currency':'CNY'}";
    }

    private static Reply byKey(AccountId account, String key) {
        return door.get("/v1/transfers/by-key?accountId=" + account + "&idempotencyKey=" + key);
    }

    /** What the consumer does, past the proxies. */
    private static void settle(Reply accepted) {
        Transfer transfer = consumer.ledger()
                .source()
                .find(TransferId.parse(accepted.text("transferId")))
                .orElseThrow();
        assertThat(transfer.status()).isEqualTo(TransferStatus.DEBITED);
        consumer.settle(List.of(transfer));
    }

    private static Connection lockRowOf(AccountId account) throws SQLException {
        var connection = cluster.connect(consumer.shardOf(account));
        connection.setAutoCommit(false);
        try (var statement = connection.createStatement()) {
            statement.execute("SELECT balance FROM account WHERE account_id = " + account + " FOR UPDATE");
        }
        return connection;
    }

    /** The server shows its transactions anew only where nobody has looked for a tenth of a second. */
    private static boolean waitsForLock(ShardId shard) {
        pause(150);
        return cluster.number(shard, "SELECT COUNT(*) FROM information_schema.innodb_trx WHERE trx_state = 'LOCK WAIT'")
                > 0;
    }

    private static void cut(ShardId shard) {
        cluster.proxy(shard).link().refuseConnections();
        cluster.proxy(shard).link().resetConnections();
    }

    /** Until the door reads from the shard again: its pool needs a moment to connect. */
    private static void heal(ShardId shard, AccountId account) {
        cluster.proxy(shard).heal();
        await(() -> door.get("/v1/accounts/" + account).status() == 200);
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
            pause(20);
        }
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }
}

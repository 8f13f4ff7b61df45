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
import tools.jackson.databind.JsonNode;

/** Transfers over HTTP: their steps, look-ups and lists. */
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
        door = RunningDoor.open(cluster, broker);
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

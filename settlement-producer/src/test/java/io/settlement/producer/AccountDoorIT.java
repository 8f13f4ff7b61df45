package io.settlement.producer;

import static org.assertj.core.api.Assertions.assertThat;

import io.settlement.ledger.ShardId;
import io.settlement.producer.RunningDoor.Reply;
import io.settlement.testing.LedgerFixture;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Everything about accounts over HTTP, on four shards. */
class AccountDoorIT {

    private static final ShardId AWAY = new ShardId(3);

    private static LedgerFixture cluster;
    private static RunningDoor door;

    private String shop;

    @BeforeAll
    static void start() {
        cluster = LedgerFixture.of(4);
        door = RunningDoor.open(cluster, ProducerNode.sharedBroker());
    }

    @AfterAll
    static void stop() {
        door.close();
        cluster.assertConserved();
        cluster.close();
    }

    @BeforeEach
    void openAccount() {
        shop = open("{'owner':'shop','type':'SP','currency':'CNY','creditLimit':'50.00','externalNumber':'S-1'}")
                .text("accountId");
    }

    @Test
    void showsAllOfAnAccount() {
        var account = get("");
        assertThat(account.text("externalNumber")).isEqualTo("S-1");
        assertThat(account.text("creditLimit")).isEqualTo("50.00");
        assertThat(account.text("held")).isEqualTo("0.00");
        assertThat(account.text("available")).isEqualTo("50.00");
        assertThat(Instant.parse(account.text("openedAt")))
                .isBefore(Instant.now().plusSeconds(5));
        assertThat(account.body().has("statusReason")).isFalse();
        var plain = open("{'owner':'shop','type':'SA','currency':'CNY','creditLimit':'0.00'}");
        assertThat(plain.body().has("externalNumber")).isFalse();
        assertThat(plain.text("creditLimit")).isEqualTo("0.00");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "externalNumber {'owner':'o','type':'SA','currency':'CNY','externalNumber':'\u00e4'}",
                "externalNumber {'owner':'o','type':'SA','currency':'CNY','externalNumber':''}",
                "creditLimit {'owner':'o','type':'SA','currency':'CNY','creditLimit':'1'}",
                "creditLimit {'owner':'o','type':'SP','currency':'CNY','creditLimit':'-1'}",
                "creditLimit {'owner':'o','type':'SP','currency':'JPY','creditLimit':'1.5'}",
                "owner {'owner':'','type':'SP','currency':'CNY'}",
                "owner {'type':'SP','currency':'CNY'}",
                "type {'owner':'o','type':'NOSTRO','currency':'CNY'}",
                "currency {'owner':'o','type':'SA'}"
            })
    void saysWhichFieldOfAnOpeningIsWrong(String fieldAndBody) {
        var parts = fieldAndBody.split(" ");
        refused(parts[0], door.post("/v1/accounts", RunningDoor.key(), parts[1]));
    }

    @Test
    void answersTheSameOpeningAfterItsLimitWasChanged() {
        var key = RunningDoor.key();
        var body = "{'owner':'o','type':'SP','currency':'CNY','creditLimit':'1.00'}";
        var id = door.post("/v1/accounts", key, body).text("accountId");
        assertThat(setLimit(id, "'2.00'").status()).isEqualTo(200);
        var again = door.post("/v1/accounts", key, body);
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.text("accountId")).isEqualTo(id);
        assertThat(again.text("creditLimit")).isEqualTo("2.00");
        var other = door.post("/v1/accounts", key, body.replace("1.00'", "1.00','externalNumber':'x'"));
        assertThat(other.text("field")).isEqualTo("externalNumber");
    }

    @Test
    void withdrawsOncePerKeyWithinFundsAndLimit() {
        deposit("20.00");
        var key = RunningDoor.key();
        var first = withdraw(key, "70.00");
        assertThat(first.status()).isEqualTo(201);
        assertThat(first.text("status")).isEqualTo("SETTLED");
        assertThat(first.text("sourceAccountId")).isEqualTo(shop);
        assertThat(withdraw(key, "70.00")).isEqualTo(first);
        var other = withdraw(key, "70.01");
        assertThat(other.status()).isEqualTo(409);
        assertThat(other.text("field")).isEqualTo("amount");
        var asDeposit = door.post(path("/deposits"), key, "{'amount':'70.00','currency':'CNY'}");
        assertThat(asDeposit.text("field")).isEqualTo("kind");
        var tooMuch = withdraw(RunningDoor.key(), "0.01");
        assertThat(tooMuch.status()).isEqualTo(422);
        assertThat(tooMuch.text("reason")).isEqualTo("INSUFFICIENT_FUNDS");
        assertThat(get("").text("balance")).isEqualTo("-50.00");
        refused("amount", withdraw(RunningDoor.key(), "-1"));
        refused("Idempotency-Key", withdraw("", "1"));
    }

    @Test
    void freezesWithAReasonAndOpensAgain() {
        refused("reason", post("/freeze", "{'side':'BOTH'}"));
        refused("reason", post("/freeze", "{'side':'BOTH','reason':' '}"));
        refused("reason", post("/freeze", "{'side':'BOTH','reason':'" + "x".repeat(141) + "'}"));
        refused("side", post("/freeze", "{'side':'ALL','reason':'r'}"));
        var frozen = post("/freeze", "{'side':'DEBIT','reason':'court order 爱 7'}");
        assertThat(frozen.text("status")).isEqualTo("FROZEN_DEBIT");
        assertThat(get("").text("statusReason")).isEqualTo("court order 爱 7");
        assertThat(withdraw(RunningDoor.key(), "1").text("reason")).isEqualTo("SOURCE_FROZEN");
        var opened = post("/unfreeze", "");
        assertThat(opened.text("status")).isEqualTo("OPEN");
        assertThat(opened.body().has("statusReason")).isFalse();
        refused("reason", post("/unfreeze", "{'reason':''}"));
        assertThat(post("/unfreeze", "{'reason':'lifted'}").text("statusReason"))
                .isEqualTo("lifted");
        assertThat(post("/close", "").text("status")).isEqualTo("CLOSED");
        assertThat(post("/freeze", "{'side':'BOTH','reason':'late'}").text("reason"))
                .isEqualTo("ACCOUNT_STATE");
    }

    @Test
    void setsTheCreditLimitNeverBelowWhatIsInUse() {
        withdraw(RunningDoor.key(), "30.00");
        var below = setLimit(shop, "'29.99'");
        assertThat(below.status()).isEqualTo(409);
        assertThat(below.text("reason")).isEqualTo("ACCOUNT_STATE");
        assertThat(below.text("detail")).contains("30.00 CNY");
        assertThat(setLimit(shop, "'30.00'").text("available")).isEqualTo("0.00");
        for (var wrong : List.of("null", "'-1'", "'1.001'", "'x'", "'10000000000000000'")) {
            refused("creditLimit", setLimit(shop, wrong));
        }
        assertThat(setLimit(shop, "1").status()).isEqualTo(400);
        var ordinary = open("{'owner':'shop','type':'SA','currency':'CNY'}").text("accountId");
        assertThat(setLimit(ordinary, "'1'").status()).isEqualTo(409);
        assertThat(setLimit("1024", "'1'").status()).isEqualTo(404);
    }

    @Test
    void listsAnOwnersAccountsOverAllShards() {
        var opened = IntStream.range(0, 9)
                .mapToObj(
                        i -> open("{'owner':'爱丽丝 & co','type':'SA','currency':'CNY','externalNumber':'N" + i % 2 + "'}")
                                .text("accountId"))
                .sorted((one, other) -> Long.compare(Long.parseLong(one), Long.parseLong(other)))
                .toList();
        var owner = "owner=%E7%88%B1%E4%B8%BD%E4%B8%9D%20%26%20co";
        List<String> listed = new ArrayList<>();
        var page = door.get("/v1/accounts?limit=2&" + owner);
        while (true) {
            page.body()
                    .path("items")
                    .forEach(item -> listed.add(item.path("accountId").asString()));
            if (!page.body().has("nextCursor")) {
                break;
            }
            page = door.get("/v1/accounts?limit=2&" + owner + "&cursor=" + page.text("nextCursor"));
        }
        assertThat(listed).isEqualTo(opened);
        assertThat(items("externalNumber=N1&limit=200")).hasSizeGreaterThanOrEqualTo(4);
        assertThat(items("externalNumber=N1&" + owner)).hasSize(4);
        assertThat(items("owner=nobody")).isEmpty();
    }

    @Test
    void refusesListsThatCannotMeanAnything() {
        refused("owner", door.get("/v1/accounts"));
        refused("owner", door.get("/v1/accounts?owner="));
        refused("owner", door.get("/v1/accounts?owner=" + "x".repeat(65)));
        refused("externalNumber", door.get("/v1/accounts?externalNumber=%C3%A4"));
        for (var limit : List.of("0", "201", "-1", "x", "", "1e2", "01", "99999999999999999999")) {
            refused("limit", door.get("/v1/accounts?owner=shop&limit=" + limit));
        }
        open("{'owner':'shop','type':'SA','currency':'CNY'}");
        var cursor = door.get("/v1/accounts?owner=shop&limit=1").text("nextCursor");
        assertThat(door.get("/v1/accounts?owner=shop&cursor=" + cursor).status())
                .isEqualTo(200);
        refused("cursor", door.get("/v1/accounts?owner=other&cursor=" + cursor));
        refused("cursor", door.get("/v1/accounts?owner=shop&externalNumber=S-1&cursor=" + cursor));
        refused("cursor", door.get(path("/statement?cursor=" + cursor)));
        var swapped = (cursor.charAt(3) == 'A' ? 'B' : 'A') + cursor.substring(4);
        for (var mangled :
                List.of("", "x", cursor.substring(1), cursor + "A", cursor + "=", cursor.substring(0, 3) + swapped)) {
            refused("cursor", door.get("/v1/accounts?owner=shop&cursor=" + mangled));
        }
    }

    @Test
    void namesTheShardThatAListLacks() {
        cluster.proxy(AWAY).link().refuseConnections();
        cluster.proxy(AWAY).link().resetConnections();
        var missing = door.get("/v1/accounts?owner=shop&limit=1");
        cluster.proxy(AWAY).heal();
        assertThat(missing.status()).isEqualTo(503);
        assertThat(missing.text("reason")).isEqualTo("SHARD_UNAVAILABLE");
        assertThat(missing.text("detail")).contains("shard 3");
        assertThat(door.get("/v1/accounts?owner=shop").status()).isEqualTo(200);
    }

    @Test
    void tellsAStatementByNumberAndByPeriod() {
        for (int i = 1; i <= 5; i++) {
            deposit(i + ".00");
        }
        withdraw(RunningDoor.key(), "4.50");
        var all = get("/statement");
        assertThat(all.text("accountId")).isEqualTo(shop);
        assertThat(all.text("currency")).isEqualTo("CNY");
        assertThat(all.body().at("/opening/balance").asString()).isEqualTo("0.00");
        assertThat(all.body().at("/closing/sequence").asInt()).isEqualTo(6);
        assertThat(all.body().at("/closing/balance").asString()).isEqualTo("10.50");
        assertThat(all.body().has("nextCursor")).isFalse();
        var last = all.body().at("/lines/5");
        assertThat(last.path("kind").asString()).isEqualTo("DEBIT");
        assertThat(last.path("amount").asString()).isEqualTo("-4.50");
        assertThat(last.path("balanceAfter").asString()).isEqualTo("10.50");
        assertThat(door.get("/v1/transfers/" + last.path("transferId").asString())
                        .status())
                .isEqualTo(200);
        var middle = get("/statement?from=3&limit=2");
        assertThat(middle.body().at("/opening/balance").asString()).isEqualTo("3.00");
        assertThat(middle.body().at("/closing/balance").asString()).isEqualTo("10.00");
        assertThat(linesOf("/statement?from=3&limit=2", middle))
                .isEqualTo(lines(all).subList(2, 6));

        var since = all.body().at("/lines/1/at").asString();
        var until = last.path("at").asString();
        var period = "/statement?limit=2&since=" + since + "&until=" + until;
        var page = get(period);
        assertThat(page.body().at("/opening/sequence").asInt()).isEqualTo(1);
        assertThat(page.body().at("/closing/sequence").asInt()).isEqualTo(5);
        assertThat(page.body().at("/closing/balance").asString()).isEqualTo("15.00");
        deposit("100.00");
        assertThat(linesOf(period, page)).isEqualTo(lines(all).subList(1, 5));

        assertThat(get("/balance").text("balance")).isEqualTo("110.50");
        var at = get("/balance?at=" + until);
        assertThat(at.text("balance")).isEqualTo("10.50");
        assertThat(at.body().path("sequence").asInt()).isEqualTo(6);
        assertThat(at.text("at")).isEqualTo(until);
        assertThat(get("/balance?at=1999-12-31T00:00:00Z").text("balance")).isEqualTo("0.00");
        assertThat(get("/balance?at=2999-12-31T00:00:00Z").text("balance")).isEqualTo("110.50");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "statement?from=0 from",
                "statement?from=-1 from",
                "statement?from=x from",
                "statement?from=9999999999999999999 from",
                "statement?from= from",
                "statement?limit=501 limit",
                "statement?limit=1&limit=2 limit",
                "statement?since=yesterday since",
                "statement?since=2026-01-01T00:00:00+01:00 since",
                "statement?since=2026-01-01 since",
                "statement?until=2026-02-30T00:00:00Z until",
                "statement?since=2026-01-02T00:00:00Z&until=2026-01-01T00:00:00Z until",
                "statement?from=1&since=2026-01-01T00:00:00Z from",
                "statement?since=2026-01-01T00:00:00Z&cursor=AAAA cursor",
                "statement?cursor=%00 cursor",
                "statement?unknown=1 query",
                "balance?unknown=1 query",
                "balance?at= at",
                "balance?at=1 at"
            })
    void saysWhichParameterIsWrong(String query) {
        deposit("1.00");
        var parts = query.split(" ");
        refused(parts[1], get("/" + parts[0]));
    }

    @Test
    void takesTimesAndNumbersAtTheirEdges() {
        deposit("1.00");
        for (var query : List.of(
                "statement?from=999999999999999999",
                "statement?since=-1000000000-01-01T00:00:00Z",
                "statement?since=0000-01-01T00:00:00Z&until=9999-12-31T23:59:59.999999999Z",
                "balance?at=%2B1000000000-12-31T23:59:59.999999999Z")) {
            assertThat(get("/" + query).status()).as(query).isEqualTo(200);
        }
        for (var path : List.of(
                "/statement",
                "/statement?since=2026-01-01T00:00:00Z",
                "/balance",
                "/balance?at=2026-01-01T00:00:00Z")) {
            var unknown = door.get("/v1/accounts/1024" + path);
            assertThat(unknown.status()).isEqualTo(404);
            assertThat(unknown.text("reason")).isEqualTo("ACCOUNT_UNKNOWN");
            refused("accountId", door.get("/v1/accounts/1016" + path));
        }
    }

    private static void refused(String field, Reply reply) {
        assertThat(reply.status()).as(reply.toString()).isEqualTo(400);
        assertThat(reply.text("reason")).isEqualTo("INVALID_REQUEST");
        assertThat(reply.text("field")).as(reply.toString()).isEqualTo(field);
    }

    private static Reply open(String body) {
        var opened = door.post("/v1/accounts", RunningDoor.key(), body);
        assertThat(opened.status()).as(opened.toString()).isEqualTo(201);
        return opened;
    }

    private void deposit(String amount) {
        assertThat(door.post(path("/deposits"), RunningDoor.key(), "{'amount':'" + amount + "','currency':'CNY'}")
                        .status())
                .isEqualTo(201);
    }

    private Reply withdraw(String key, String amount) {
        return door.post(path("/withdrawals"), key, "{'amount':'" + amount + "','currency':'CNY'}");
    }

    private Reply post(String verb, String body) {
        return door.post(path(verb), "", body);
    }

    private static Reply setLimit(String account, String limit) {
        return door.put(
                "/v1/accounts/" + account + "/credit-limit", ("{'creditLimit':" + limit + "}").replace('\'', '"'));
    }

    private Reply get(String below) {
        return door.get(path(below));
    }

    private String path(String below) {
        return "/v1/accounts/" + shop + below;
    }

    private static List<JsonNode> items(String query) {
        return door.get("/v1/accounts?" + query)
                .body()
                .path("items")
                .valueStream()
                .toList();
    }

    private static List<JsonNode> lines(Reply statement) {
        return statement.body().path("lines").valueStream().toList();
    }

    /** Those of the first page and of all that follow; opening and closing of a period stay the same. */
    private List<JsonNode> linesOf(String query, Reply first) {
        List<JsonNode> lines = new ArrayList<>(lines(first));
        var page = first;
        while (page.body().has("nextCursor")) {
            page = get(query + "&cursor=" + page.text("nextCursor"));
            assertThat(page.status()).as(page.toString()).isEqualTo(200);
            lines.addAll(lines(page));
            if (query.contains("since")) {
                assertThat(page.body().path("opening")).isEqualTo(first.body().path("opening"));
                assertThat(page.body().path("closing")).isEqualTo(first.body().path("closing"));
            }
        }
        return lines;
    }
}

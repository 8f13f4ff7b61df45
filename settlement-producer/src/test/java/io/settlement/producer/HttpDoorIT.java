package io.settlement.producer;

import static org.assertj.core.api.Assertions.assertThat;

import io.settlement.ledger.ShardId;
import io.settlement.localstack.RocketMq;
import io.settlement.producer.RunningDoor.Reply;
import io.settlement.testing.LedgerFixture;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The whole service over HTTP, without a Nacos to talk to. */
class HttpDoorIT {

    private static LedgerFixture cluster;
    private static RunningDoor service;

    private String payer;
    private String payee;

    @BeforeAll
    static void start() {
        RocketMq broker = ProducerNode.sharedBroker();
        cluster = LedgerFixture.of(2);
        service = RunningDoor.open(cluster, broker);
    }

    @AfterAll
    static void stop() {
        service.close();
        cluster.close();
    }

    @BeforeEach
    void openAccounts() {
        payer = open("SA");
        payee = open("SP");
        assertThat(post("/v1/accounts/" + payer + "/deposits", key(), "{'amount':'100.00','currency':'CNY'}")
                        .status())
                .isEqualTo(201);
    }

    @Test
    void acceptsATransferAndAnswersTheSameAgain() {
        var key = key();
        var first = post("/v1/transfers", key, transfer("1.50", "CNY"));
        var again = post("/v1/transfers", key, transfer("1.50", "CNY"));

        assertThat(first.status()).isEqualTo(202);
        assertThat(first.text("status")).isEqualTo("DEBITED");
        assertThat(again).isEqualTo(first);
        assertThat(get("/v1/transfers/" + first.text("transferId")).text("status"))
                .isEqualTo("DEBITED");
        assertThat(balance(payer)).isEqualTo("98.50");
    }

    @Test
    void namesTheFieldInWhichAnotherContentDiffers() {
        var key = key();
        post("/v1/transfers", key, transfer("1.50", "CNY"));

        var conflict = post("/v1/transfers", key, transfer("1.51", "CNY"));

        assertThat(conflict.status()).isEqualTo(409);
        assertThat(conflict.text("field")).isEqualTo("amount");
    }

    @Test
    void rejectsForEverWhatIsNotCovered() {
        var key = key();
        var rejected = post("/v1/transfers", key, transfer("100.01", "CNY"));

        assertThat(rejected.status()).isEqualTo(422);
        assertThat(rejected.text("reason")).isEqualTo("INSUFFICIENT_FUNDS");
        assertThat(post("/v1/transfers", key, transfer("100.01", "CNY"))).isEqualTo(rejected);
    }

    @ParameterizedTest
    @CsvSource({
        "0, CNY",
        "0.00, CNY",
        "-1, CNY",
        "1.001, CNY",
        "1.5, JPY",
        "9223372036854775808, CNY",
        "10000000000000.01, CNY",
        "NaN, CNY",
        "1e3, CNY",
        ".80, CNY",
        "1., CNY",
        "+1, CNY",
        "' 1', CNY",
        "1, XYZ",
        "1, cny"
    })
    void refusesAnAmountThatIsNone(String amount, String currency) {
        assertRefused(post("/v1/transfers", key(), transfer(amount, currency)));
    }

    @Test
    void refusesIdsThatNoCustomerHas() {
        for (var id : List.of("1016", "1020", "0", "-5", "01", "x", "9223372036854775808", "")) {
            assertRefused(post("/v1/transfers", key(), transfer("1", "CNY").replace(payee, id)));
            assertRefused(post("/v1/transfers", key(), transfer("1", "CNY").replace(payer, id)));
        }
    }

    @Test
    void refusesTheBanksOwnAccountsOnEveryPath() {
        List<String> internal = new ArrayList<>(List.of("992", "993"));
        for (var type : List.of("CLEARING", "DUE", "NOSTRO")) {
            internal.add(String.valueOf(cluster.number(
                    new ShardId(0), "SELECT account_id FROM account WHERE type = '" + type + "' LIMIT 1")));
        }
        var before = cluster.contents();
        for (var id : internal) {
            var account = "/v1/accounts/" + id;
            assertRefused(get(account));
            assertRefused(post(account + "/deposits", key(), "{'amount':'1.00','currency':'CNY'}"));
            assertRefused(post(account + "/freeze", "", "{'side':'BOTH'}"));
            assertRefused(post(account + "/unfreeze", "", ""));
            assertRefused(post(account + "/close", "", ""));
            assertRefused(post("/v1/transfers", key(), transfer("1", "CNY").replace(payee, id)));
            assertRefused(post("/v1/transfers", key(), transfer("1", "CNY").replace(payer, id)));
            var item = item(key(), "1").replace(payer, id);
            assertThat(post("/v1/transfers/bulk", "", "{'transfers':[" + item + "]}")
                            .body()
                            .at("/results/0/code")
                            .asInt())
                    .isEqualTo(400);
            assertThat(get("/v1/transfers/" + id).status()).isEqualTo(404);
        }
        assertThat(cluster.contents()).isEqualTo(before);
    }

    @Test
    void refusesTransfersToOneselfAndBodiesThatAreNone() {
        assertRefused(post("/v1/transfers", key(), transfer("1", "CNY").replace(payee, payer)));
        for (var body : List.of("", "{", "[]", "null", "{'amount':1}", "{'x':1}", transfer("1", "CNY") + "{}")) {
            assertRefused(post("/v1/transfers", key(), body));
        }
        assertRefused(post("/v1/transfers", key(), transfer("1", "CNY").replace("'1'", "1")));
        assertRefused(post("/v1/transfers", "", transfer("1", "CNY")));
        assertRefused(post("/v1/transfers", "k".repeat(65), transfer("1", "CNY")));
        assertThat(balance(payer)).isEqualTo("100.00");
    }

    @Test
    void aCurrencyThePayerDoesNotHoldIsRejectedOnItsRow() {
        var rejected = post("/v1/transfers", key(), transfer("1", "JPY"));

        assertThat(rejected.status()).isEqualTo(422);
        assertThat(rejected.text("reason")).isEqualTo("SOURCE_CURRENCY_MISMATCH");
    }

    @Test
    void answersABulkItemByItemInTheOrderSent() {
        var items = new ArrayList<String>();
        items.add(item("k-1-" + payer, "1.00"));
        items.add(item("k-2-" + payer, "nonsense"));
        items.add(item("k-3-" + payer, "1000.00"));
        items.add(item("k-1-" + payer, "1.00"));
        var reply = post("/v1/transfers/bulk", "", "{'transfers':[" + String.join(",", items) + "]}");

        assertThat(reply.status()).isEqualTo(200);
        var results = reply.body().path("results");
        assertThat(results.valueStream().map(result -> result.path("code").asInt()))
                .containsExactly(202, 400, 422, 202);
        assertThat(results.get(3).path("transfer").path("transferId"))
                .isEqualTo(results.get(0).path("transfer").path("transferId"));
        assertThat(balance(payer)).isEqualTo("99.00");
    }

    @Test
    void boundsBulksAndBodies() {
        var tooMany = String.join(",", Collections.nCopies(1001, item("k", "1")));
        assertRefused(post("/v1/transfers/bulk", "", "{'transfers':[]}"));
        assertRefused(post("/v1/transfers/bulk", "", "{'transfers':[" + tooMany + "]}"));
        assertThat(post("/v1/transfers", key(), " ".repeat(1 << 21)).status()).isEqualTo(413);
    }

    @Test
    void openingIsIdempotent() {
        var key = key();
        var body = "{'owner':'ann','type':'SA','currency':'CNY'}";
        var first = post("/v1/accounts", key, body);

        assertThat(post("/v1/accounts", key, body)).isEqualTo(first);
        assertThat(post("/v1/accounts", key, body.replace("SA", "SP")).text("field"))
                .isEqualTo("type");
    }

    @Test
    void aPayerWithAnOpenTransferCannotBeClosed() {
        post("/v1/transfers", key(), transfer("100.00", "CNY"));

        var refused = post("/v1/accounts/" + payer + "/close", "", "");

        assertThat(refused.status()).isEqualTo(409);
        assertThat(get("/v1/accounts/" + payer).text("status")).isEqualTo("OPEN");
    }

    private static void assertRefused(Reply reply) {
        assertThat(reply.status()).as(reply.toString()).isEqualTo(400);
        assertThat(reply.text("reason")).isEqualTo("INVALID_REQUEST");
        assertThat(reply.text("detail")).isNotBlank();
    }

    private String transfer(String amount, String currency) {
        return "{'sourceAccountId':'" + payer + "','destinationAccountId':'" + payee + "','amount':'" + amount
                + "','currency':'" + currency + "'}";
    }

    private String item(String key, String amount) {
        return transfer(amount, "CNY").replace("{'source", "{'idempotencyKey':'" + key + "','source");
    }

    private static String open(String type) {
        return post("/v1/accounts", key(), "{'owner':'test','type':'" + type + "','currency':'CNY'}")
                .text("accountId");
    }

    private static String balance(String account) {
        return get("/v1/accounts/" + account).text("balance");
    }

    private static String key() {
        return RunningDoor.key();
    }

    private static Reply get(String path) {
        return service.get(path);
    }

    private static Reply post(String path, String key, String body) {
        return service.post(path, key, body);
    }
}

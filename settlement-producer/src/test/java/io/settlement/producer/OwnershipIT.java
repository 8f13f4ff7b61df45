package io.settlement.producer;

import static org.assertj.core.api.Assertions.assertThat;

import io.settlement.ledger.Slot;
import io.settlement.producer.RunningDoor.Reply;
import io.settlement.testing.LedgerFixture;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whose accounts and transfers a key reaches, over HTTP on real shards. */
@Timeout(60)
class OwnershipIT {

    private static LedgerFixture cluster;
    private static RunningDoor door;
    private static String operator;
    private static String anns;
    private static String bobs;

    private String payer;
    private String payee;

    @BeforeAll
    static void start() {
        cluster = LedgerFixture.of(2);
        var keys = TestKeys.in(cluster.control());
        operator = keys.ofOperator();
        anns = keys.ofOwner("ann");
        bobs = keys.ofOwner("bob");
        door = RunningDoor.open(cluster, ProducerNode.sharedBroker());
    }

    @AfterAll
    static void stop() {
        door.close();
        cluster.close();
    }

    @BeforeEach
    void openAccounts() {
        payer = open("ann", anns).text("accountId");
        payee = open("bob", bobs).text("accountId");
        assertThat(post(
                                "/v1/accounts/" + payer + "/deposits",
                                operator,
                                RunningDoor.key(),
                                "{'amount':'100.00','currency':'CNY'}")
                        .status())
                .isEqualTo(201);
    }

    @Test
    void anotherOwnersAccountIsLikeNone() {
        var nobodys = Long.toString(Long.parseLong(payer) - Slot.COUNT * 1_000_000L);
        for (var path : List.of("/v1/accounts/", "/v1/accounts/%s/close")) {
            var verb = path.endsWith("close") ? "POST" : "GET";
            var foreign = door.send(asked(at(path, payer), bobs).method(verb, BodyPublishers.noBody()));
            var none = door.send(asked(at(path, nobodys), bobs).method(verb, BodyPublishers.noBody()));
            assertThat(foreign.status()).as(path).isEqualTo(404);
            assertThat(foreign.response().body().replace(payer, nobodys))
                    .as(path)
                    .isEqualTo(none.response().body());
        }
        assertThat(door.send(asked("/v1/accounts/" + payer + "?accountId=" + payee, anns))
                        .status())
                .as("a parameter of that name is looked at, too")
                .isEqualTo(404);
        assertThat(get("/v1/accounts/" + payer, anns).text("status")).isEqualTo("OPEN");
        assertThat(get("/v1/accounts/" + payer, operator).status()).isEqualTo(200);
    }

    private static String at(String path, String account) {
        return path.contains("%s") ? path.formatted(account) : path + account;
    }

    @Test
    void anotherOwnersTransferIsLikeNone() {
        var transfer =
                post("/v1/transfers", anns, RunningDoor.key(), transfer("1.00")).text("transferId");
        var nobodys = payer;

        var foreign = get("/v1/transfers/" + transfer, bobs);

        assertThat(foreign.status()).isEqualTo(404);
        assertThat(foreign.response().body().replace(transfer, nobodys))
                .isEqualTo(get("/v1/transfers/" + nobodys, bobs).response().body());
        assertThat(get("/v1/transfers/" + transfer, anns).status()).isEqualTo(200);
        assertThat(get("/v1/transfers/" + transfer, operator).status()).isEqualTo(200);
    }

    @Test
    void accountsAreOpenedInOnesOwnNameAndLimitsByTheOperator() {
        assertForbidden(open("ann", bobs), "owner");
        assertThat(open("ann", operator).status()).isEqualTo(201);
        var limited = "{'owner':'ann','type':'SP','currency':'CNY','creditLimit':'5.00'}";
        assertForbidden(post("/v1/accounts", anns, RunningDoor.key(), limited), "scope");
        assertThat(post("/v1/accounts", operator, RunningDoor.key(), limited).status())
                .isEqualTo(201);
    }

    @Test
    void nobodyDebitsAnotherAndNoKeyIsUsedUp() {
        var key = RunningDoor.key();
        assertForbidden(post("/v1/transfers", bobs, key, transfer("5.00")), "sourceAccountId");
        assertThat(balance()).isEqualTo("100.00");

        var own = post("/v1/transfers", anns, key, transfer("7.00"));
        assertThat(own.status()).as("the key was free, for other content too").isEqualTo(202);

        var repeated = post("/v1/transfers", bobs, key, transfer("7.00"));
        assertForbidden(repeated, "sourceAccountId");
        assertThat(repeated.response().body()).doesNotContain(own.text("transferId"));
        assertForbidden(post("/v1/transfers", bobs, key, transfer("8.00")), "sourceAccountId");
        assertThat(post("/v1/transfers", operator, key, transfer("7.00")).text("transferId"))
                .as("who acts is no part of the content")
                .isEqualTo(own.text("transferId"));
        assertThat(balance()).isEqualTo("93.00");
    }

    @Test
    void aBulkIsForbiddenItemByItem() {
        var item = "{'idempotencyKey':'%s','sourceAccountId':'%s','destinationAccountId':'%s','amount':'1.00',"
                + "'currency':'CNY'}";
        var items = List.of(
                item.formatted(RunningDoor.key(), payer, payee),
                item.formatted(RunningDoor.key(), payee, payer),
                item.formatted(RunningDoor.key(), payer, payee));

        var reply = post("/v1/transfers/bulk", anns, "", "{'transfers':[" + String.join(",", items) + "]}");

        assertThat(reply.body()
                        .path("results")
                        .valueStream()
                        .map(result -> result.path("code").asInt()))
                .containsExactly(202, 403, 202);
        assertThat(reply.body()
                        .path("results")
                        .get(1)
                        .path("problem")
                        .path("reason")
                        .asString())
                .isEqualTo("FORBIDDEN");
        assertThat(balance()).isEqualTo("98.00");
    }

    private static void assertForbidden(Reply reply, String field) {
        assertThat(reply.status()).as(reply.response().body()).isEqualTo(403);
        assertThat(reply.text("reason")).isEqualTo("FORBIDDEN");
        assertThat(reply.text("field")).isEqualTo(field);
    }

    private String balance() {
        return get("/v1/accounts/" + payer, anns).text("balance");
    }

    private String transfer(String amount) {
        return "{'sourceAccountId':'" + payer + "','destinationAccountId':'" + payee + "','amount':'" + amount
                + "','currency':'CNY'}";
    }

    private static Reply open(String owner, String key) {
        return post("/v1/accounts", key, RunningDoor.key(), "{'owner':'" + owner + "','type':'SA','currency':'CNY'}");
    }

    private static HttpRequest.Builder asked(String path, String key) {
        return door.to(path).setHeader("Authorization", "Bearer " + key);
    }

    private static Reply get(String path, String key) {
        return door.send(asked(path, key));
    }

    private static Reply post(String path, String key, String idempotencyKey, String body) {
        return door.post(path, idempotencyKey, body, "Authorization", "Bearer " + key);
    }
}

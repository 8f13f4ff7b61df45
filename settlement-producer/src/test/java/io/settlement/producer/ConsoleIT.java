package io.settlement.producer;

import static org.assertj.core.api.Assertions.assertThat;

import io.settlement.access.Scope;
import io.settlement.ledger.AccountId;
import io.settlement.ledger.ActingOwner;
import io.settlement.ledger.ShardId;
import io.settlement.ledger.TransferId;
import io.settlement.ledger.shard.Parking;
import io.settlement.producer.RunningDoor.Reply;
import io.settlement.testing.LedgerFixture;
import io.settlement.testing.LedgerNode;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** The operator page: what it asks for, and the page itself in a real browser. */
@Timeout(90)
class ConsoleIT {

    private static final ShardId HERE = new ShardId(0);
    private static final ShardId THERE = new ShardId(1);
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final List<String> PARTS = List.of("figures", "health", "instances", "parked");

    private static LedgerFixture cluster;
    private static LedgerNode consumer;
    private static RunningDoor door;
    private static TestKeys keys;

    private AccountId payer;
    private AccountId payee;

    @BeforeAll
    static void start() {
        cluster = LedgerFixture.of(2);
        consumer = cluster.node(cluster.directProperties());
        keys = TestKeys.in(cluster.control());
        door = RunningDoor.open(cluster, ProducerNode.sharedBroker(), "--settlement.watch.interval=200ms");
    }

    @AfterAll
    static void stop() {
        door.close();
        cluster.assertConserved();
        cluster.close();
    }

    @BeforeEach
    void openAccounts() {
        payer = consumer.funded(HERE, 1_000_000);
        payee = consumer.account(THERE);
    }

    @Test
    void everyPartNeedsTheOperatorsKeyWithItsScope() {
        var reads = keys.make(ActingOwner.ANY, EnumSet.complementOf(EnumSet.of(Scope.OPERATE)));
        var anns = keys.make(ActingOwner.of("ann"), EnumSet.allOf(Scope.class));
        for (var part : PARTS) {
            assertThat(door.statusOfRawToAnybody("/v1/operate/" + part)).isEqualTo(401);
            assertThat(ask(part, reads).text("field")).as(part).isEqualTo("scope");
            assertThat(ask(part, anns).text("field")).as(part).isEqualTo("owner");
            assertThat(ask(part).status()).as(part).isEqualTo(200);
        }
        var transfer = "transfers/" + submit("1.00").text("transferId");
        assertThat(ask(transfer, reads).text("field")).isEqualTo("scope");
        assertThat(ask(transfer, anns).text("reason")).isEqualTo("TRANSFER_UNKNOWN");
        assertThat(ask(transfer).status()).isEqualTo(200);
    }

    @Test
    void figuresSayWhatIsInFlightAndHowTheLatestDebitsEnded() {
        var before = fresh("figures").body();
        settle(submit("10.00"));
        submit("0.25");
        assertThat(submit("20000.00").status()).isEqualTo(422);

        var told =
                until("figures", now -> number(now, "/all/openTransfers") == number(before, "/all/openTransfers") + 1);

        assertThat(number(told, "/all/oldestOpenMillis")).isPositive();
        assertThat(inFlight(told)).isEqualTo(inFlight(before).add(new BigDecimal("0.25")));
        for (var status : List.of("DEBITED", "SETTLED")) {
            assertThat(count(told.at("/all/latest"), status))
                    .as(status)
                    .isEqualTo(count(before.at("/all/latest"), status) + 1);
        }
        assertThat(count(told.path("answers"), "debited")).isEqualTo(count(before.path("answers"), "debited") + 2);
        assertThat(count(told.path("rejections"), "INSUFFICIENT_FUNDS"))
                .isEqualTo(count(before.path("rejections"), "INSUFFICIENT_FUNDS") + 1);
        assertThat(number(told, "/all/journalEntries"))
                .isEqualTo(number(told, "/shards/0/journalEntries") + number(told, "/shards/1/journalEntries"));
        assertThat(told.path("producer").asString()).isEqualTo("127.0.0.1:" + door.port());
    }

    @Test
    void aTransfersWayNamesJournalEntriesAndWhetherTheirEventsAreOut() {
        var accepted = submit("3.00");
        settle(accepted);
        var path = "transfers/" + accepted.text("transferId");

        var way = ask(path).body().path("steps");

        assertThat(way.valueStream()
                        .map(step -> step.path("step").asString() + " "
                                + step.path("shard").asInt() + " " + step.has("entry")))
                .containsExactly("ACCEPTED 0 false", "DEBITED 0 true", "CREDITED 1 true", "SETTLED 0 true");
        assertThat(way.at("/1/published").asBoolean()).isFalse();
        consumer.ledger().eventJournal().moveCursor(HERE, way.at("/1/entry").asLong());
        var moved = ask(path).body().path("steps");
        assertThat(moved.at("/1/published").asBoolean()).isTrue();
        assertThat(moved.at("/3/published").asBoolean()).isFalse();
        assertThat(ask("transfers/" + payer).text("reason")).isEqualTo("TRANSFER_UNKNOWN");
        assertThat(ask("transfers/x").status()).isEqualTo(400);
    }

    @Test
    void aParkedTransferIsListedWithTheDatabasesWords() {
        var id = submit("4.00").text("transferId");
        consumer.ledger().parking().park(HERE, TransferId.parse(id), Parking.Stage.CREDIT, "CHECK <b>failed</b>");

        var parked = fresh("parked")
                .body()
                .at("/shards/0/parked")
                .valueStream()
                .filter(item -> item.path("transferId").asString().equals(id))
                .findFirst()
                .orElseThrow();

        assertThat(parked.path("stage").asString()).isEqualTo("CREDIT");
        assertThat(parked.path("reason").asString()).isEqualTo("CHECK <b>failed</b>");
    }

    /** Behind a black hole nothing answers at all. */
    @Test
    void aShardThatHangsIsNamedHoldsNobodyUpAndIsLeftOutOfTheSums() {
        submit("0.50");
        var whole = fresh("figures").body();
        cluster.proxy(HERE).link().partition();
        try {
            var told = until("figures", now -> !now.path("unreadShards").isEmpty());

            assertThat(told.path("unreadShards").valueStream().map(JsonNode::asInt))
                    .containsExactly(0);
            assertThat(told.at("/shards/0/trouble").asString()).isNotBlank();
            assertThat(told.at("/shards/0").has("openTransfers")).isFalse();
            assertThat(number(told, "/all/journalEntries")).isEqualTo(number(whole, "/shards/1/journalEntries"));
            for (var part : PARTS) {
                long asked = System.nanoTime();
                assertThat(ask(part).status()).isEqualTo(200);
                assertThat(Duration.ofNanos(System.nanoTime() - asked)).as(part).isLessThan(Duration.ofSeconds(3));
            }
        } finally {
            cluster.proxy(HERE).heal();
        }
        until("figures", now -> now.path("unreadShards").isEmpty());
    }

    @Test
    void thePageIsTheSameForEverybodyAndMayLoadNothingButItself() {
        for (var file : List.of("", "/console.css", "/console.js", "/sections.js", "/plot.js", "/icon.svg")) {
            assertThat(door.statusOfRawToAnybody("/console" + file)).as(file).isEqualTo(200);
        }
        var page = door.get("/console");
        assertThat(page.header("Content-Type")).contains("text/html;charset=UTF-8");
        assertThat(page.header("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                .doesNotContain("unsafe", "http", "*");
        assertThat(page.response().body())
                .doesNotContain("<style", "style=", "://")
                .doesNotContainPattern("<script(?! [^>]*src=)|\\son\\w+=");
        for (var closed :
                List.of("/console/", "/console/other", "/console/../v1/operate/figures", "/console/%2e%2e/error")) {
            assertThat(door.statusOfRawToAnybody(closed)).as(closed).isBetween(400, 404);
        }
    }

    @Test
    void thePageShowsTheFiguresToWhoHasAKeyAndSaysWhatIsWrong() throws Exception {
        settle(submit("10.00"));
        var open = submit("12.50").text("transferId");
        consumer.ledger().parking().park(HERE, TransferId.parse(open), Parking.Stage.CREDIT, "CHECK <b>failed</b>");
        try (var browser = HeadlessBrowser.orSkip()) {
            browser.resize(390, 844, false);
            browser.open("http://127.0.0.1:" + door.port() + "/console");

            assertThat(browser.await(() -> browser.evaluate("document.activeElement?.id ?? ''")
                            .asString()
                            .equals("key")))
                    .as("ready, with the field in focus")
                    .isTrue();
            browser.type(keys.make(ActingOwner.ANY, EnumSet.of(Scope.READ)));
            assertThat(browser.awaitText("#trouble", "does not have the scope operate"))
                    .isTrue();
            assertThat(browser.complaints()).as("the refusal itself").hasSize(1).allMatch(line -> line.contains("403"));
            browser.type(keys.make(ActingOwner.ANY, EnumSet.of(Scope.OPERATE)));

            assertThat(browser.await(() -> browser.text("#open-transfers").equals(told("/all/openTransfers"))))
                    .isTrue();
            assertThat(browser.text("#in-flight-CNY").replace(",", ""))
                    .isEqualTo(inFlight(ask("figures").body()).toPlainString());
            assertThat(browser.text("#latest-SETTLED")).isNotEmpty();
            assertThat(browser.awaitText("#health", "UP")).isTrue();
            assertThat(browser.awaitText("#parked", "CHECK <b>failed</b>")).isTrue();
            assertThat(browser.text("#parked")).contains("scripts/replay " + open);
            assertThat(browser.await(() -> browser.evaluate("document.querySelectorAll('#plots polyline').length")
                                    .asInt()
                            >= 6))
                    .as("a line in every plot")
                    .isTrue();
            browser.evaluate("document.querySelector('#transfer-id').focus()");
            browser.type(open);
            assertThat(browser.awaitText("#transfer", "Payer debited")).isTrue();
            assertThat(browser.text("#transfer-status")).isEqualTo("DEBITED");
            assertThat(browser.evaluate("document.documentElement.scrollWidth").asInt())
                    .as("on a phone")
                    .isEqualTo(390);
            photograph(browser);

            browser.goOffline(true);
            assertThat(browser.awaitText("#trouble", "does not answer")).isTrue();
            browser.goOffline(false);
            assertThat(browser.await(() -> browser.text("#trouble").isEmpty())).isTrue();
            browser.evaluate("document.querySelector('#leave').click()");
            assertThat(browser.evaluate("document.querySelector('main').innerText")
                            .asString())
                    .doesNotContain(open, "12.50");
            assertThat(browser.complaints())
                    .allMatch(line -> line.contains("403") || line.contains("ERR_INTERNET_DISCONNECTED"));
        }
    }

    /** With -Dsettlement.screenshots=FOLDER: the page as people see it. */
    private static void photograph(HeadlessBrowser browser) throws Exception {
        var folder = System.getProperty("settlement.screenshots");
        if (folder == null) {
            return;
        }
        ProducerNode.pause(15_000);
        Files.createDirectories(Path.of(folder));
        for (int width : List.of(390, 1280)) {
            for (boolean dark : List.of(false, true)) {
                browser.resize(width, 844, dark);
                ProducerNode.pause(500);
                browser.screenshot(Path.of(folder, width + (dark ? "-dark" : "-light") + ".png"));
            }
        }
    }

    private static Reply ask(String part) {
        return door.get("/v1/operate/" + part);
    }

    private static Reply ask(String part, String key) {
        return door.send(door.to("/v1/operate/" + part).setHeader("Authorization", "Bearer " + key));
    }

    /** Not a look that was taken before. */
    private static Reply fresh(String part) {
        ProducerNode.pause(1_100);
        return ask(part);
    }

    private static String told(String place) {
        return Long.toString(number(ask("figures").body(), place));
    }

    private static JsonNode until(String part, Predicate<JsonNode> holds) {
        var last = new JsonNode[1];
        assertThat(ProducerNode.await(SOON, () -> {
                    last[0] = ask(part).body();
                    return holds.test(last[0]);
                }))
                .as("%s", last[0])
                .isTrue();
        return last[0];
    }

    private static long number(JsonNode told, String place) {
        return told.at(place).asLong();
    }

    private static BigDecimal inFlight(JsonNode figures) {
        return new BigDecimal(figures.at("/all/inFlight/0/amount").asString());
    }

    /** The number beside a word in a list of both. */
    private static long count(JsonNode list, String word) {
        return list.valueStream()
                .filter(item -> item.propertyStream()
                        .anyMatch(field -> field.getValue().asString("").equals(word)))
                .mapToLong(item -> item.path("transfers").asLong(0)
                        + item.path("instructions").asLong(0))
                .sum();
    }

    private Reply submit(String amount) {
        return door.post(
                "/v1/transfers",
                RunningDoor.key(),
                "{'sourceAccountId':'" + payer + "','destinationAccountId':'" + payee + "','amount':'" + amount
                        + "','currency':'CNY'}");
    }

    private static void settle(Reply accepted) {
        consumer.settle(List.of(consumer.ledger()
                .source()
                .find(TransferId.parse(accepted.text("transferId")))
                .orElseThrow()));
    }
}

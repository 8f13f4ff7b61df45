package io.settlement.producer;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.settlement.access.KeyText;
import io.settlement.access.Scope;
import io.settlement.faults.TcpFaultProxy;
import io.settlement.ledger.ActingOwner;
import io.settlement.ledger.ShardId;
import io.settlement.localstack.RocketMq;
import io.settlement.producer.access.RequiresScope;
import io.settlement.sharding.ShardingProperties;
import io.settlement.sharding.ShardingProperties.Database;
import io.settlement.testing.LedgerFixture;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Who may do what at the door, over HTTP on real shards, with a settlement_control that can be cut off. */
@ExtendWith(OutputCaptureExtension.class)
@Timeout(60)
class AccessIT {

    private static final JsonMapper JSON = new JsonMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Duration REFRESH = Duration.ofMillis(200);
    private static final Duration GRACE = Duration.ofSeconds(2);

    private static LedgerFixture cluster;
    private static TcpFaultProxy control;
    private static TestKeys keys;
    private static ConfigurableApplicationContext service;
    private static URI door;
    private static String operator;
    private static String anns;
    private static String bobs;

    private String payer;
    private String payee;

    /** Status, headers and body of a response. */
    private record Reply(HttpResponse<String> response) {

        int status() {
            return response.statusCode();
        }

        JsonNode body() {
            return JSON.readTree(response.body());
        }

        String text(String field) {
            return body().path(field).asString();
        }
    }

    @BeforeAll
    static void start() {
        RocketMq broker = ProducerNode.sharedBroker();
        cluster = LedgerFixture.of(2);
        control = TcpFaultProxy.to(cluster.serverOf(new ShardId(0)));
        keys = TestKeys.in(cluster.control());
        operator = keys.ofOperator();
        anns = keys.ofOwner("ann");
        bobs = keys.ofOwner("bob");
        var arguments = ServiceArguments.of(throughProxy(cluster.properties()), broker);
        arguments.add("--settlement.access.refresh=" + REFRESH.toMillis() + "ms");
        arguments.add("--settlement.access.outage-grace=" + GRACE.toMillis() + "ms");
        service =
                new SpringApplicationBuilder(SettlementProducerApplication.class).run(arguments.toArray(String[]::new));
        door = URI.create("http://127.0.0.1:"
                + ((WebServerApplicationContext) service).getWebServer().getPort());
    }

    private static ShardingProperties throughProxy(ShardingProperties direct) {
        int server = cluster.serverOf(new ShardId(0)).getPort();
        var database = direct.control();
        var url = database.jdbcUrl().replace(":" + server + "/", ":" + control.port() + "/");
        return new ShardingProperties(
                direct.clusterId(),
                direct.slotMap(),
                new Database(url, database.username(), database.password()),
                direct.shards(),
                direct.poolSize());
    }

    @AfterAll
    static void stop() {
        service.close();
        control.close();
        cluster.close();
    }

    @BeforeEach
    void openAccounts() {
        payer = open("ann", anns).text("accountId");
        payee = open("bob", bobs).text("accountId");
        assertThat(post(
                                "/v1/accounts/" + payer + "/deposits",
                                operator,
                                newKey(),
                                "{'amount':'100.00','currency':'CNY'}")
                        .status())
                .isEqualTo(201);
    }

    @Test
    void everyEndpointNamesItsScope() {
        assertThat(endpoints()).isNotEmpty();
        endpoints()
                .forEach((endpoint, method) -> assertThat(method.getMethodAnnotation(RequiresScope.class))
                        .as(endpoint)
                        .isNotNull());
    }

    @Test
    void anAddressNamesNothingWhoseOwnerIsNotLookedAt() {
        for (var endpoint : endpoints().keySet()) {
            assertThat(endpoint.replace("{accountId}", "").replace("{transferId}", ""))
                    .as("Ownership knows accountId and transferId; teach it more, or use these")
                    .doesNotContain("{");
        }
    }

    @Test
    void anEndpointWithoutAScopeIsClosed() {
        // The framework's own error page is the one there is.
        assertForbidden(get("/error", operator), "scope");
    }

    @Test
    void aScopeOpensItsEndpointsAndNoOther() {
        for (var scope : Scope.values()) {
            var key = keys.make(ActingOwner.ANY, EnumSet.of(scope));
            eventually(() -> get("/", key).status() != 401);
            endpoints().forEach((endpoint, method) -> {
                var reply = send(request(endpoint, key));
                boolean fits = method.getMethodAnnotation(RequiresScope.class).value() == scope;
                assertThat(reply.status() == 403 && reply.text("field").equals("scope"))
                        .as(endpoint + " with " + scope.word() + ": " + reply.status())
                        .isEqualTo(!fits);
                assertThat(reply.status()).as(endpoint).isNotEqualTo(401).isLessThan(500);
            });
        }
    }

    /** "POST /v1/accounts" and so on: our own. The error page is closed, the API document is ApiDocumentIT's to try. */
    private static Map<String, HandlerMethod> endpoints() {
        Map<String, HandlerMethod> endpoints = new TreeMap<>();
        service.getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .forEach((mapping, method) -> {
                    if (!method.getBeanType().getName().startsWith("io.settlement.")) {
                        return;
                    }
                    var verbs = mapping.getMethodsCondition().getMethods();
                    mapping.getPatternValues()
                            .forEach(path -> verbs.forEach(verb -> endpoints.put(verb + " " + path, method)));
                });
        return endpoints;
    }

    private HttpRequest.Builder request(String endpoint, String key) {
        var words = endpoint.split(" ");
        var path = words[1].replace("{accountId}", open("zoe", operator).text("accountId"))
                .replaceAll("\\{\\w+}", payer);
        return asked(path, key)
                .header("Content-Type", "application/json")
                .method(words[0], words[0].equals("GET") ? BodyPublishers.noBody() : BodyPublishers.ofString("{}"));
    }

    @Test
    void turnsAwayWhoHasNoValidKey() {
        var known = KeyText.parse(anns).orElseThrow();
        var unknown = KeyText.random(new SecureRandom());
        var crossed = new KeyText(known.id(), KeyText.parse(bobs).orElseThrow().secret());
        for (var header : List.of(
                "",
                "Bearer",
                "Bearer ",
                anns,
                "Basic " + anns,
                "Bearer " + anns + "0",
                "Bearer " + anns.substring(1),
                "Bearer " + anns.toUpperCase(Locale.ROOT),
                "Bearer " + unknown.text(),
                "Bearer " + crossed.text())) {
            assertTurnedAway(HttpRequest.newBuilder(door.resolve("/v1/accounts/" + payer))
                    .header("Authorization", header));
        }
        assertTurnedAway(HttpRequest.newBuilder(door.resolve("/v1/accounts/" + payer)));
        assertTurnedAway(asked("/v1/accounts/" + payer, anns).header("Authorization", "Bearer " + bobs));
        assertThat(get("/v1/accounts/" + payer, anns).status()).isEqualTo(200);
    }

    @Test
    void turnsAwayBeforeItLooksAtAnythingElse() {
        for (var path : List.of("/", "/nothing", "/error", "/v1/accounts/x", "/v1/transfers")) {
            assertTurnedAway(HttpRequest.newBuilder(door.resolve(path)));
        }
        assertTurnedAway(HttpRequest.newBuilder(door.resolve("/v1/transfers"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{")));
        assertTurnedAway(HttpRequest.newBuilder(door.resolve("/v1/transfers/bulk"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{'transfers':[]}")));
    }

    private static void assertTurnedAway(HttpRequest.Builder request) {
        var reply = send(request);
        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.text("reason")).isEqualTo("UNAUTHENTICATED");
        assertThat(reply.response().headers().firstValue("WWW-Authenticate")).contains("Bearer");
        assertThat(reply.response().headers().firstValue("Content-Type")).contains("application/problem+json");
    }

    @Test
    void aRevokedKeyStopsWithinTheStatedTime() {
        var key = keys.ofOwner("ann");
        eventually(() -> get("/v1/accounts/" + payer, key).status() == 200);

        keys.revoke(key);

        eventually(() -> get("/v1/accounts/" + payer, key).status() == 401);
        assertThat(get("/v1/accounts/" + payer, anns).status()).isEqualTo(200);
    }

    @Test
    void knownKeysOutliveControlForAWhileAndOthersAreNeverCalledWrong() {
        var late = keys.ofOwner("ann");
        eventually(() -> get("/v1/accounts/" + payer, late).status() == 200);
        control.refuseConnections();
        try {
            var made = keys.ofOwner("ann");
            eventually(() -> get("/v1/accounts/" + payer, made).status() == 503);
            assertThat(get("/v1/accounts/" + payer, made).text("reason")).isEqualTo("KEYS_UNAVAILABLE");
            assertThat(get("/v1/accounts/" + payer, late).status()).isEqualTo(200);
            eventually(() -> get("/v1/accounts/" + payer, late).status() == 503);
            assertThat(get("/v1/accounts/" + payer, late).text("reason")).isEqualTo("KEYS_UNAVAILABLE");
            control.heal();
            eventually(() -> get("/v1/accounts/" + payer, made).status() == 200);
        } finally {
            control.heal();
            eventually(() -> get("/v1/accounts/" + payer, anns).status() == 200);
        }
    }

    @Test
    void countsWhomItTurnsAwayAndNeverLogsAKey(CapturedOutput output) {
        var crossed = new KeyText(
                KeyText.parse(anns).orElseThrow().id(),
                KeyText.random(new SecureRandom()).secret());
        double before = refused("wrong_secret");

        get("/v1/accounts/" + payer, crossed.text());
        get("/v1/accounts/" + payer, "nonsense");
        post("/v1/transfers", bobs, newKey(), transfer("5.00"));
        control.refuseConnections();
        eventually(() ->
                get("/v1/accounts/" + payer, KeyText.random(new SecureRandom()).text())
                                .status()
                        == 503);
        control.heal();
        eventually(() ->
                get("/v1/accounts/" + payer, KeyText.random(new SecureRandom()).text())
                                .status()
                        == 401);

        assertThat(refused("wrong_secret")).isEqualTo(before + 1);
        assertThat(output.getAll()).contains("API keys cannot be read");
        for (var key : List.of(crossed.text(), operator, anns, bobs)) {
            assertThat(output.getAll())
                    .doesNotContain(KeyText.parse(key).orElseThrow().secret());
        }
    }

    private static double refused(String reason) {
        var counter = service.getBean(MeterRegistry.class)
                .find("settlement.access.refused")
                .tag("reason", reason)
                .counter();
        return counter == null ? 0 : counter.count();
    }

    private static void assertForbidden(Reply reply, String field) {
        assertThat(reply.status()).as(reply.response().body()).isEqualTo(403);
        assertThat(reply.text("reason")).isEqualTo("FORBIDDEN");
        assertThat(reply.text("field")).isEqualTo(field);
    }

    private static void eventually(BooleanSupplier holds) {
        long giveUpAt = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!holds.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(giveUpAt);
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private String transfer(String amount) {
        return "{'sourceAccountId':'" + payer + "','destinationAccountId':'" + payee + "','amount':'" + amount
                + "','currency':'CNY'}";
    }

    private static Reply open(String owner, String key) {
        return post("/v1/accounts", key, newKey(), "{'owner':'" + owner + "','type':'SA','currency':'CNY'}");
    }

    private static String newKey() {
        return UUID.randomUUID().toString();
    }

    private static HttpRequest.Builder asked(String path, String key) {
        return HttpRequest.newBuilder(door.resolve(path)).header("Authorization", "Bearer " + key);
    }

    private static Reply get(String path, String key) {
        return send(asked(path, key));
    }

    private static Reply post(String path, String key, String idempotencyKey, String body) {
        var request = asked(path, key)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.replace('\'', '"')));
        return send(idempotencyKey.isEmpty() ? request : request.header("Idempotency-Key", idempotencyKey));
    }

    private static Reply send(HttpRequest.Builder request) {
        try {
            return new Reply(HTTP.send(request.build(), BodyHandlers.ofString()));
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }
}

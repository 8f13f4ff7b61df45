package io.settlement.producer;

import static org.assertj.core.api.Assertions.assertThat;

import io.settlement.ledger.ShardId;
import io.settlement.producer.DocumentedOperation.Field;
import io.settlement.producer.RawRequest.Answer;
import io.settlement.testing.LedgerFixture;
import io.settlement.testing.LedgerNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Every operation of the API document, so that a new one is covered by itself, asked in every way that makes no sense: never
 * a failure of the server, always a problem document whose reason the document has, never a change of the ledger.
 */
class MalformedInputIT {

    private static final ShardId THERE = new ShardId(1);
    private static final String PLACE = "\"@\"";
    private static final int LONGEST_BODY = 1 << 20;

    private static LedgerFixture cluster;
    private static LedgerNode node;
    private static RunningDoor door;
    private static JsonNode document;
    private static Set<String> reasons;

    private Map<String, String> ids;

    @BeforeAll
    static void start() {
        cluster = LedgerFixture.of(2);
        node = cluster.node(cluster.directProperties());
        door = RunningDoor.open(cluster, ProducerNode.sharedBroker());
        document = door.get("/v3/api-docs").body();
        reasons = document.at("/components/schemas/ProblemDetail/properties/reason/enum")
                .valueStream()
                .map(JsonNode::asString)
                .collect(Collectors.toSet());
    }

    @AfterAll
    static void stop() {
        door.close();
        cluster.assertConserved();
        cluster.close();
    }

    /** What every well-formed request could be about; its transfer is the deposit. */
    @BeforeEach
    void openAccounts() {
        var payer = door.post("/v1/accounts", RunningDoor.key(), "{'owner':'ann','type':'SP','currency':'CNY'}")
                .text("accountId");
        var deposit = door.post(
                "/v1/accounts/" + payer + "/deposits", RunningDoor.key(), "{'amount':'1000.00','currency':'CNY'}");
        ids = Map.of(
                "accountId",
                payer,
                "sourceAccountId",
                payer,
                "destinationAccountId",
                node.account(THERE).toString(),
                "transferId",
                deposit.text("transferId"),
                "idempotencyKey",
                "k",
                "owner",
                "ann");
    }

    static Stream<DocumentedOperation> operations() {
        return DocumentedOperation.in(document);
    }

    static Stream<DocumentedOperation> operationsWithBody() {
        return operations().filter(DocumentedOperation::takesBody);
    }

    /** Otherwise the others would be refused for something else than what they break. */
    @ParameterizedTest
    @MethodSource("operations")
    void isTakenWhenItIsWellFormed(DocumentedOperation operation) {
        var answer = authorized(operation).send(door.port());
        assertThat(answer.status()).as(answer.toString()).isIn(200, 201, 202, 404, 409);
        if (answer.isProblem()) {
            assertThat(answer.body().path("reason").asString()).isIn("TRANSFER_UNKNOWN", "ACCOUNT_STATE");
        }
    }

    @ParameterizedTest
    @MethodSource("operations")
    void refusesHeadsThatMakeNoSense(DocumentedOperation operation) {
        var well = authorized(operation);
        Map<String, RawRequest> broken = new LinkedHashMap<>();
        for (var method :
                List.of("GET", "POST", "PUT", "DELETE", "PATCH", "PROPFIND", "TRACE", "get", "X".repeat(99))) {
            if (!operation.methods().contains(method)) {
                broken.put("method " + method, well.by(method));
            }
        }
        for (var type : List.of("text/html", "application/xml", "application/yaml", "x/y", "image/*;q=0.1")) {
            broken.put("accept " + type, well.with("Accept: " + type));
        }
        unauthenticated(well.without("Authorization"))
                .forEach((what, request) -> broken.put("authorization " + what, request));
        if (operation.hasHeader("Idempotency-Key")) {
            var keyless = well.without("Idempotency-Key");
            broken.put("no key", keyless);
            for (var key : List.of("", " ", "a b", "k".repeat(65), "k\u00e9", "k\tk", "\"", "k".repeat(5000))) {
                if (!key.equals("\"")) {
                    broken.put("key '" + brief(key) + "'", keyless.with("Idempotency-Key: " + key));
                }
            }
            broken.put("two keys", well.with("Idempotency-Key: other"));
        }
        assertRefused(broken);
    }

    private static Map<String, RawRequest> unauthenticated(RawRequest nobody) {
        var known = door.authorization().strip();
        Map<String, RawRequest> broken = new LinkedHashMap<>();
        broken.put("none", nobody);
        for (var value : List.of(
                "",
                "Bearer",
                "Bearer ",
                "Basic YTpi",
                "Bearer x",
                "Bearer \u00ff",
                "Bearer " + "x".repeat(4000),
                ",",
                "=")) {
            broken.put("'" + brief(value) + "'", nobody.with("Authorization: " + value));
        }
        broken.put("twice", nobody.with(known).with(known));
        broken.put("cut", nobody.with(known.substring(0, known.length() - 1)));
        return broken;
    }

    @ParameterizedTest
    @MethodSource("operations")
    void refusesTargetsThatMakeNoSense(DocumentedOperation operation) {
        var well = authorized(operation);
        Map<String, RawRequest> broken = new LinkedHashMap<>();
        for (var name : List.of("accountId", "transferId")) {
            if (operation.path().contains("{" + name + "}")) {
                for (var text : List.of(
                        "0",
                        "-1",
                        "01",
                        "x",
                        "1e3",
                        "9223372036854775808",
                        "%00",
                        "%F0%9F%92%A9",
                        "1%202",
                        "%ED%A0%80",
                        "1".repeat(3000))) {
                    broken.put(name + " " + brief(text), well.at(well.target().replace(ids.get(name), text)));
                }
            }
        }
        for (var name : operation.queryParameters()) {
            var texts = operation.isFreeText(name)
                    ? List.of("\u00ff", "x".repeat(3000))
                    : List.of("", "%00", "%ED%A0%80", "\u00ff", "x".repeat(3000));
            for (var text : texts) {
                broken.put(name + " " + brief(text), well.at(withParameter(well.target(), name, text)));
            }
        }
        if (operation.method().equals("GET")) {
            broken.put("bad percent", well.at(well.target() + joint(well) + "owner=%zz"));
            broken.put("cut percent", well.at(well.target() + joint(well) + "%"));
        }
        var path = well.target().replaceFirst("\\?.*", "");
        for (var tail : List.of("/%zz", "/%", "/%2F", "/..", "/%2e%2e/%2e%2e/x", "/\u00e9", "//", ";", "\\", "/{x}|")) {
            if (!tail.equals(";")) {
                broken.put("path " + tail, well.at(path + tail));
            }
        }
        assertRefused(broken);
    }

    private static String joint(RawRequest request) {
        return request.target().contains("?") ? "&" : "?";
    }

    private static String withParameter(String target, String name, String value) {
        var given = target.replaceAll("([?&])" + name + "=[^&]*", "$1");
        return given + (given.contains("?") ? "&" : "?") + name + "=" + value;
    }

    @ParameterizedTest
    @MethodSource("operationsWithBody")
    void refusesBodiesThatAreNone(DocumentedOperation operation) {
        var well = authorized(operation);
        var body = new String(well.body(), StandardCharsets.UTF_8);
        Map<String, RawRequest> broken = new LinkedHashMap<>();
        for (var text : List.of(
                "null".repeat(operation.needsBody() ? 1 : 2),
                "[]",
                "{",
                "}",
                "\u0000",
                "\"x\"",
                "1",
                "1e999999999",
                "true",
                "'",
                body.substring(0, body.length() - 1),
                body + body,
                body + "x",
                "[" + body + "]",
                "\uffff" + body,
                "// x\n" + body,
                body.replace('"', '\''),
                "[".repeat(200_000),
                "{\"a\":".repeat(100_000),
                " ".repeat(LONGEST_BODY) + body,
                "\"" + "x".repeat(LONGEST_BODY - 2) + "\"")) {
            broken.put("body " + brief(text), well.sending(text));
        }
        if (operation.needsBody()) {
            broken.put("no body", well.sending(""));
        }
        broken.put("no UTF-8", well.sending(body.replace("{", "{\"\u00ff\":1,").getBytes(StandardCharsets.ISO_8859_1)));
        for (var type : List.of(
                "application/yaml",
                "text/plain",
                "application/xml",
                "application/x-www-form-urlencoded",
                "x",
                "",
                "application/cbor",
                "multipart/form-data",
                "multipart/form-data; boundary=x",
                "application/octet-stream",
                "application/json; charset=nonsense")) {
            broken.put("type " + type, well.without("Content-Type").with("Content-Type: " + type));
        }
        broken.put("no type", well.without("Content-Type"));
        for (var length : List.of("-1", "x", "99999999999999999999", String.valueOf(100L * LONGEST_BODY))) {
            broken.put("length " + length, well.with("Content-Length: " + length));
        }
        broken.put("two lengths", well.with("Content-Length: 1").with("Content-Length: 2"));
        broken.put("compressed", well.with("Content-Encoding: gzip").sending(new byte[] {31, -117, 8, 0, 0, 0, 0, 0}));
        broken.put(
                "long chunks",
                well.with("Transfer-Encoding: chunked").sending(chunked(" ".repeat(LONGEST_BODY) + body)));
        assertRefused(broken);
    }

    private static String chunked(String body) {
        return Integer.toHexString(body.length()) + "\r\n" + body + "\r\n0\r\n\r\n";
    }

    @ParameterizedTest
    @MethodSource("operationsWithBody")
    void refusesEachFieldThatIsNotWhatItShouldBe(DocumentedOperation operation) {
        var well = authorized(operation);
        Map<String, RawRequest> broken = new LinkedHashMap<>();
        for (var field : operation.fields()) {
            for (var value : wrongValues(field)) {
                broken.put(field.name() + " = " + brief(value), well.sending(with(operation, field, value)));
            }
            if (field.required()) {
                broken.put("no " + field.name(), well.sending(with(operation, field, "")));
            }
            broken.put(
                    "two of " + field.name(),
                    well.sending(with(operation, field, PLACE)
                            .replace(
                                    "\"" + field.name() + "\":" + PLACE,
                                    "\"" + field.name() + "\":\"1\",\"" + field.name() + "\":\"1\"")));
            broken.put(
                    "unknown beside " + field.name(),
                    well.sending(with(operation, field, PLACE)
                            .replace(
                                    "\"" + field.name() + "\":" + PLACE,
                                    "\"unknown\":1,\"" + field.name() + "\":\"1\"")));
        }
        assertRefused(broken);
    }

    /** As JSON: of other types, and texts that the document does not allow or no text can be. */
    private static List<String> wrongValues(Field field) {
        List<String> wrong = new ArrayList<>(List.of(
                "true",
                "{}",
                "{\"a\":1}",
                "-1",
                "1.5",
                "1e400",
                "9".repeat(2000),
                "NaN",
                "Infinity",
                "0x1",
                "01",
                "\"\\ud800\"",
                "\"\\udc00\\ud800\"",
                "\"\\u12\"",
                "\"\\x\"",
                "\"\u0007\"",
                "[".repeat(2000) + "]".repeat(2000)));
        if (field.isText()) {
            wrong.addAll(List.of("[]", "[\"1\"]", "[[\"1\"]]", "\"" + "x".repeat(100_000) + "\""));
            for (var text : List.of(
                    "", " ", "x y", "-1", "+1", "1e3", "NaN", "0x1", "\u202e1", "\ud83d\udca9", "' OR 1=1 --", "%00")) {
                if (!field.allows(text)) {
                    wrong.add("\"" + text + "\"");
                }
            }
        } else {
            wrong.addAll(List.of("\"x\"", "1", "[null]", "[1]", "[[]]", "[]"));
        }
        if (field.required()) {
            wrong.add("null");
        }
        return wrong;
    }

    /** The body with another value in a field, which need not be JSON; the empty text leaves the field out. */
    private String with(DocumentedOperation operation, Field field, String value) {
        var body = operation.body(ids);
        var object = (ObjectNode) body.at(field.object());
        if (value.isEmpty()) {
            object.remove(field.name());
            return body.toString();
        }
        object.put(field.name(), "@");
        return body.toString().replace(PLACE, value);
    }

    private RawRequest authorized(DocumentedOperation operation) {
        return operation.wellFormed(ids).with(door.authorization().strip());
    }

    /** All are sent before the verdict, so that one run shows everything that is amiss. */
    private static void assertRefused(Map<String, RawRequest> broken) {
        var before = cluster.contents();
        List<String> wrong = new ArrayList<>();
        broken.forEach((what, request) -> {
            var answer = request.send(door.port());
            if (!isRefused(answer)) {
                wrong.add(what + " -> " + answer);
            }
        });
        assertThat(wrong).isEmpty();
        assertThat(cluster.contents()).as("the ledger").isEqualTo(before);
    }

    private static boolean isRefused(Answer answer) {
        return isProblem(answer.status(), answer.body()) && answer.isProblem()
                || answer.status() == 200 && isRefusedItemByItem(answer.body().path("results"));
    }

    private static boolean isRefusedItemByItem(JsonNode results) {
        return results.valueStream().anyMatch(result -> true)
                && results.valueStream()
                        .allMatch(result -> isProblem(result.path("code").asInt(), result.path("problem")));
    }

    private static boolean isProblem(int status, JsonNode problem) {
        return status >= 400
                && status < 500
                && problem.path("status").asInt() == status
                && reasons.contains(problem.path("reason").asString(""))
                && !problem.path("detail").asString("").isBlank();
    }

    private static String brief(String text) {
        return text.length() > 40 ? text.substring(0, 40) + "... " + text.length() : text;
    }
}

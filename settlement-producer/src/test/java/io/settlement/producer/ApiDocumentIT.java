package io.settlement.producer;

import static org.assertj.core.api.Assertions.assertThat;

import io.settlement.testing.LedgerFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The OpenAPI document that the door serves of itself. */
class ApiDocumentIT {

    private static final Path COMMITTED = Path.of(System.getProperty("settlement.root", ".."), "docs", "openapi.yaml");

    private static LedgerFixture cluster;
    private static RunningDoor door;
    private static JsonNode document;

    @BeforeAll
    static void start() {
        cluster = LedgerFixture.of(1);
        door = RunningDoor.open(cluster, ProducerNode.sharedBroker());
        document = door.get("/v3/api-docs").body();
    }

    @AfterAll
    static void stop() {
        door.close();
        cluster.close();
    }

    /** Run with -Dsettlement.write-docs=true to write the file after a change of the API. */
    @Test
    void isTheCommittedOne() throws IOException {
        var served = door.get("/v3/api-docs.yaml").response().body();
        if (Boolean.getBoolean("settlement.write-docs")) {
            Files.writeString(COMMITTED, served);
        }
        assertThat(firstDifference(Files.readAllLines(COMMITTED), served.lines().toList()))
                .as("docs/openapi.yaml is not what is served; if the change is meant, write it with: mvn verify"
                        + " --projects settlement-producer --also-make -Dtest=None -Dit.test=ApiDocumentIT"
                        + " -Dsurefire.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false"
                        + " -Dsettlement.write-docs=true")
                .isEmpty();
    }

    private static String firstDifference(List<String> committed, List<String> served) {
        for (int i = 0; i < Math.max(committed.size(), served.size()); i++) {
            var before = i < committed.size() ? committed.get(i) : "(end)";
            var now = i < served.size() ? served.get(i) : "(end)";
            if (!before.equals(now)) {
                return "line " + (i + 1) + "\ncommitted: " + before + "\nserved:    " + now;
            }
        }
        return "";
    }

    @Test
    void describesEveryOperationAndEveryFieldOfIt() {
        List<String> bare = new ArrayList<>();
        document.path("paths")
                .propertyStream()
                .forEach(path -> path.getValue()
                        .propertyStream()
                        .forEach(operation ->
                                inspect(operation.getKey() + " " + path.getKey(), operation.getValue(), bare)));
        document.at("/components/schemas")
                .propertyStream()
                .forEach(schema -> schema.getValue()
                        .path("properties")
                        .propertyStream()
                        .filter(field -> field.getValue()
                                .path("description")
                                .asString("")
                                .isBlank())
                        .forEach(field ->
                                bare.add(schema.getKey() + "." + field.getKey() + ": describe it in ApiFields")));
        assertThat(bare).isEmpty();
        assertThat(document.path("openapi").asString()).startsWith("3.1");
        assertThat(document.at("/components/securitySchemes/bearer/scheme").asString())
                .isEqualTo("bearer");
    }

    private static void inspect(String name, JsonNode operation, List<String> bare) {
        if (operation.path("summary").asString("").isBlank()) {
            bare.add(name + ": describe it in AccountOperations or TransferOperations");
        }
        operation.path("parameters").forEach(parameter -> {
            if (parameter.path("description").asString("").isBlank()) {
                bare.add(name + " " + parameter.path("name").asString() + ": describe it in ApiFields");
            }
        });
        operation
                .path("responses")
                .propertyStream()
                .forEach(response -> response.getValue()
                        .path("content")
                        .propertyStream()
                        .filter(media -> !media.getValue().has("example")
                                && !media.getValue().has("examples"))
                        .forEach(media -> bare.add(name + " " + response.getKey() + ": has no example")));
        if (operation.has("requestBody")
                && !operation.at("/requestBody/content/application~1json").has("example")) {
            bare.add(name + ": the request has no example");
        }
    }

    @Test
    void givesExamplesThatAreOfTheirSchemas() {
        document.path("paths")
                .propertyStream()
                .forEach(path -> path.getValue().forEach(operation -> {
                    var bodies = new ArrayList<JsonNode>();
                    operation
                            .path("responses")
                            .forEach(response -> response.path("content").forEach(bodies::add));
                    operation.at("/requestBody/content").forEach(bodies::add);
                    bodies.forEach(media -> {
                        if (media.has("example")) {
                            assertOf(media.path("schema"), media.path("example"), path.getKey());
                        }
                        media.path("examples")
                                .forEach(example -> assertOf(
                                        media.path("schema"), target(example).path("value"), path.getKey()));
                    });
                }));
    }

    /** Fields that the schema has, all that it requires, and values that its patterns and lists allow. */
    private static void assertOf(JsonNode schema, JsonNode value, String where) {
        var resolved = target(schema);
        if (value.isArray()) {
            value.forEach(element -> assertOf(resolved.path("items"), element, where));
        } else if (value.isObject()) {
            Set<String> known = Set.copyOf(resolved.path("properties").propertyNames());
            assertThat(known).as(where).containsAll(value.propertyNames());
            resolved.path("required")
                    .forEach(name -> assertThat(value.has(name.asString()))
                            .as("%s: %s of %s", where, name, value)
                            .isTrue());
            value.propertyStream()
                    .forEach(field -> assertOf(
                            resolved.path("properties").path(field.getKey()),
                            field.getValue(),
                            where + " " + field.getKey()));
        } else {
            if (resolved.has("pattern")) {
                assertThat(value.asString())
                        .as(where)
                        .matches(resolved.path("pattern").asString());
            }
            if (resolved.has("enum")) {
                assertThat(resolved.path("enum").valueStream()).as(where).contains(value);
            }
        }
    }

    private static JsonNode target(JsonNode node) {
        return node.has("$ref") ? document.at(node.path("$ref").asString().substring(1)) : node;
    }

    @Test
    void isShownByThePageThatLoadsNothingFromElsewhere() {
        assertThat(door.get("/swagger-ui.html").status()).isEqualTo(302);
        assertThat(door.get("/swagger-ui/index.html").status()).isEqualTo(200);
        var configuration = door.get("/v3/api-docs/swagger-config").body();
        assertThat(configuration.path("url").asString()).isEqualTo("/v3/api-docs");
        assertThat(configuration.path("validatorUrl").asString("")).isEmpty();
    }

    @Test
    void isReadableWithoutAKeyAndNothingElseIs() {
        for (var open :
                List.of("/v3/api-docs", "/v3/api-docs.yaml", "/v3/api-docs/swagger-config", "/swagger-ui/index.html")) {
            assertThat(door.statusOfRawToAnybody(open)).as(open).isEqualTo(200);
        }
        for (var closed : List.of(
                "/v1/accounts?owner=ann",
                "/swagger-ui/../v1/accounts?owner=ann",
                "/swagger-ui/%2e%2e/v1/accounts?owner=ann",
                "/swagger-ui/..;/v1/accounts?owner=ann",
                "//v1/accounts?owner=ann",
                "/v3/api-docs;/../../v1/accounts?owner=ann",
                "/error",
                "/v3/api-docs/springdocDefault")) {
            assertThat(door.statusOfRawToAnybody(closed)).as(closed).isBetween(400, 404);
        }
    }
}

package io.settlement.producer;

import static org.assertj.core.api.Assertions.assertThat;

import com.alibaba.cloud.nacos.NacosConfigManager;
import io.settlement.localstack.RocketMq;
import io.settlement.testing.LedgerFixture;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The whole producer over HTTP and how a test talks to it, as the operator. Every answer that it gives is held against its own API
 * document: a problem whose reason does not stand there fails the test that met it.
 */
final class RunningDoor implements AutoCloseable {

    static final JsonMapper JSON = new JsonMapper();

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final ConfigurableApplicationContext service;
    private final URI door;
    private final String operator;
    private final Set<String> reasons;

    /** Status, headers and body of a response; a body that is no JSON is a missing node. */
    record Reply(int status, HttpResponse<String> response, JsonNode body) {

        String text(String field) {
            return body.path(field).asString();
        }

        Optional<String> header(String name) {
            return response.headers().firstValue(name);
        }

        /** Headers, the time among them, make no difference. */
        @Override
        public boolean equals(Object other) {
            return other instanceof Reply reply && status == reply.status && body.equals(reply.body);
        }

        @Override
        public int hashCode() {
            return Objects.hash(status, body);
        }

        @Override
        public String toString() {
            return status + " " + response.body();
        }
    }

    private RunningDoor(ConfigurableApplicationContext service, String operator) {
        this.service = service;
        this.operator = operator;
        this.door = URI.create("http://127.0.0.1:"
                + ((WebServerApplicationContext) service).getWebServer().getPort());
        this.reasons = raw(HttpRequest.newBuilder(door.resolve("/v3/api-docs")))
                .body()
                .at("/components/schemas/ProblemDetail/properties/reason/enum")
                .valueStream()
                .map(JsonNode::asString)
                .collect(Collectors.toSet());
    }

    /** Without a Nacos. */
    static RunningDoor open(LedgerFixture cluster, RocketMq broker, String... more) {
        List<String> arguments = new ArrayList<>(ServiceArguments.of(cluster.properties(), broker));
        arguments.addAll(List.of(more));
        return open(cluster, arguments);
    }

    /** With a whole command line of the test's own. */
    static RunningDoor open(LedgerFixture cluster, List<String> arguments) {
        forgetNacos();
        return new RunningDoor(
                new SpringApplicationBuilder(SettlementProducerApplication.class).run(arguments.toArray(String[]::new)),
                TestKeys.in(cluster.properties().control()).ofOperator());
    }

    /** The framework keeps one Nacos client per JVM: without this, all services ask the Nacos of the first one. */
    private static void forgetNacos() {
        try {
            for (var name : List.of("INSTANCE", "service")) {
                var field = NacosConfigManager.class.getDeclaredField(name);
                field.setAccessible(true);
                field.set(null, null);
            }
        } catch (ReflectiveOperationException changed) {
            throw new IllegalStateException(changed);
        }
    }

    /** What the management port answers, as it is. */
    HttpResponse<String> manage(String path) {
        var port = service.getEnvironment().getProperty("local.management.port");
        return raw(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/actuator/" + path)),
                        RunningDoor::read)
                .response();
    }

    <T> T bean(Class<T> type) {
        return service.getBean(type);
    }

    int port() {
        return door.getPort();
    }

    static String key() {
        return UUID.randomUUID().toString();
    }

    Reply get(String path) {
        return send(to(path));
    }

    /** Quotes of the body may be single ones; headers are name, value and so on. */
    Reply post(String path, String key, String body, String... headers) {
        return send(posting(path, key, body, headers));
    }

    /** Single quotes stand for double ones. */
    Reply put(String path, String body) {
        return send(to(path).setHeader("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(body.replace('\'', '"'))));
    }

    CompletableFuture<Reply> postAsync(String path, String key, String body, String... headers) {
        return HTTP.sendAsync(posting(path, key, body, headers).build(), HttpResponse.BodyHandlers.ofString())
                .thenApply(this::checked);
    }

    private HttpRequest.Builder posting(String path, String key, String body, String... headers) {
        var request = to(path).setHeader("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.replace('\'', '"')));
        if (!key.isEmpty()) {
            request.setHeader("Idempotency-Key", key);
        }
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        return request;
    }

    HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create(door + path)).setHeader("Authorization", "Bearer " + operator);
    }

    Reply send(HttpRequest.Builder request) {
        return raw(request, this::checked);
    }

    private Reply raw(HttpRequest.Builder request) {
        return raw(request, RunningDoor::read);
    }

    private static Reply raw(
            HttpRequest.Builder request, java.util.function.Function<HttpResponse<String>, Reply> reading) {
        try {
            return reading.apply(HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString()));
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    /** The status of a GET of a target that is no URI, so that no client but a socket sends it. */
    int statusOfRaw(String target) {
        return statusOfRaw(target, authorization());
    }

    /** The same from somebody without a key. */
    int statusOfRawToAnybody(String target) {
        return statusOfRaw(target, "");
    }

    /** The header line of the operator, for who writes to a socket. */
    String authorization() {
        return "Authorization: Bearer " + operator + "\r\n";
    }

    private int statusOfRaw(String target, String header) {
        try (var socket = new Socket("127.0.0.1", port())) {
            socket.getOutputStream()
                    .write(("GET " + target + " HTTP/1.1\r\nHost: x\r\n" + header + "Connection: close\r\n\r\n")
                            .getBytes(StandardCharsets.ISO_8859_1));
            var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return Integer.parseInt(answer.split(" ", 3)[1]);
        } catch (IOException failed) {
            throw new IllegalStateException(target, failed);
        }
    }

    private Reply checked(HttpResponse<String> response) {
        var reply = read(response);
        boolean told = !response.request().method().equals("HEAD");
        if (told && reply.header("Content-Type").orElse("").startsWith("application/problem+json")) {
            assertThat(reasons)
                    .as("reasons in the API document, for %s %s", response.request(), reply)
                    .contains(reply.text("reason"));
        }
        return reply;
    }

    private static Reply read(HttpResponse<String> response) {
        return new Reply(response.statusCode(), response, parsed(response.body()));
    }

    private static JsonNode parsed(String body) {
        try {
            return JSON.readTree(body);
        } catch (JacksonException noJson) {
            return JSON.missingNode();
        }
    }

    @Override
    public void close() {
        service.close();
    }
}

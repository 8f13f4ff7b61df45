package io.settlement.producer;

import io.settlement.localstack.RocketMq;
import io.settlement.sharding.ShardingProperties;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.UUID;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole service with its HTTP door on a port of its own, without a Nacos, and how a test talks to it, as the operator. */
final class HttpService implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final ConfigurableApplicationContext service;
    private final URI door;
    private final String operator;

    HttpService(RocketMq broker, ShardingProperties properties) {
        operator = TestKeys.in(properties.control()).ofOperator();
        service = new SpringApplicationBuilder(SettlementProducerApplication.class)
                .run(ServiceArguments.of(properties, broker).toArray(String[]::new));
        int port = ((WebServerApplicationContext) service).getWebServer().getPort();
        door = URI.create("http://127.0.0.1:" + port);
    }

    /** Status and body of a response. */
    record Reply(int status, JsonNode body) {
        String text(String field) {
            return body.path(field).asString();
        }
    }

    static String key() {
        return UUID.randomUUID().toString();
    }

    Reply get(String path) {
        return send(HttpRequest.newBuilder(door.resolve(path)).GET());
    }

    /** Single quotes stand for double ones; an empty key is not sent. */
    Reply post(String path, String key, String body) {
        var request = HttpRequest.newBuilder(door.resolve(path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.replace('\'', '"')));
        return send(key.isEmpty() ? request : request.header("Idempotency-Key", key));
    }

    /** Single quotes stand for double ones. */
    Reply put(String path, String body) {
        return send(HttpRequest.newBuilder(door.resolve(path))
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(body.replace('\'', '"'))));
    }

    private Reply send(HttpRequest.Builder request) {
        try {
            var response = HTTP.send(
                    request.header("Authorization", "Bearer " + operator).build(),
                    HttpResponse.BodyHandlers.ofString());
            return new Reply(response.statusCode(), JSON.readTree(response.body()));
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    @Override
    public void close() {
        service.close();
    }
}

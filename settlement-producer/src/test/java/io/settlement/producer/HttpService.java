package io.settlement.producer;

import io.settlement.localstack.RocketMq;
import io.settlement.sharding.ShardingProperties;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole service with its HTTP door on a port of its own, without a Nacos, and how a test talks to it. */
final class HttpService implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final ConfigurableApplicationContext service;
    private final URI door;

    HttpService(RocketMq broker, ShardingProperties properties) {
        service = new SpringApplicationBuilder(SettlementProducerApplication.class).run(arguments(broker, properties));
        int port = ((WebServerApplicationContext) service).getWebServer().getPort();
        door = URI.create("http://127.0.0.1:" + port);
    }

    /** Status and body of a response. */
    record Reply(int status, JsonNode body) {
        String text(String field) {
            return body.path(field).asString();
        }
    }

    private static String[] arguments(RocketMq broker, ShardingProperties properties) {
        List<String> arguments = new ArrayList<>(List.of(
                "--server.port=0",
                "--management.server.port=0",
                "--settlement.nacos.enabled=false",
                "--settlement.rocketmq.name-servers=" + broker.nameServer().address(),
                "--settlement.rocketmq.access-key="
                        + broker.broker().application().user(),
                "--settlement.rocketmq.secret-key="
                        + broker.broker().application().password(),
                "--settlement.sharding.cluster-id=" + properties.clusterId(),
                "--settlement.sharding.slot-map=" + properties.slotMap()));
        add(arguments, "control", properties.control());
        for (int i = 0; i < properties.shards().size(); i++) {
            add(arguments, "shards[" + i + "]", properties.shards().get(i));
        }
        return arguments.toArray(String[]::new);
    }

    private static void add(List<String> arguments, String name, ShardingProperties.Database database) {
        var key = "--settlement.sharding." + name;
        arguments.add(key + ".jdbc-url=" + database.jdbcUrl());
        arguments.add(key + ".username=" + database.username());
        arguments.add(key + ".password=" + database.password());
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

    private static Reply send(HttpRequest.Builder request) {
        try {
            var response = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
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

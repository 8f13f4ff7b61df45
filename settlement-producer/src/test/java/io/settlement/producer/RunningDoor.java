package io.settlement.producer;

import io.settlement.localstack.RocketMq;
import io.settlement.sharding.ShardingProperties;
import io.settlement.testing.LedgerFixture;
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

/** The whole producer over HTTP, without a Nacos to talk to. */
final class RunningDoor implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final ConfigurableApplicationContext service;
    private final URI door;

    /** Status and body of a response. */
    record Reply(int status, JsonNode body) {

        String text(String field) {
            return body.path(field).asString();
        }
    }

    private RunningDoor(ConfigurableApplicationContext service) {
        this.service = service;
        this.door = URI.create("http://127.0.0.1:"
                + ((WebServerApplicationContext) service).getWebServer().getPort());
    }

    static RunningDoor open(LedgerFixture cluster, RocketMq broker) {
        var properties = cluster.properties();
        var application = broker.broker().application();
        List<String> arguments = new ArrayList<>(List.of(
                "--server.port=0",
                "--management.server.port=0",
                "--settlement.nacos.enabled=false",
                "--settlement.rocketmq.name-servers=" + broker.nameServer().address(),
                "--settlement.rocketmq.access-key=" + application.user(),
                "--settlement.rocketmq.secret-key=" + application.password(),
                "--settlement.sharding.cluster-id=" + properties.clusterId(),
                "--settlement.sharding.slot-map=" + properties.slotMap()));
        add(arguments, "control", properties.control());
        for (int i = 0; i < properties.shards().size(); i++) {
            add(arguments, "shards[" + i + "]", properties.shards().get(i));
        }
        return new RunningDoor(new SpringApplicationBuilder(SettlementProducerApplication.class)
                .run(arguments.toArray(String[]::new)));
    }

    private static void add(List<String> arguments, String name, ShardingProperties.Database database) {
        var key = "--settlement.sharding." + name;
        arguments.add(key + ".jdbc-url=" + database.jdbcUrl());
        arguments.add(key + ".username=" + database.username());
        arguments.add(key + ".password=" + database.password());
    }

    static String newKey() {
        return UUID.randomUUID().toString();
    }

    Reply get(String path) {
        return send(to(path));
    }

    /** Quotes of the body may be single ones. */
    Reply post(String path, String key, String body) {
        var request = to(path).setHeader("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.replace('\'', '"')));
        return send(key.isEmpty() ? request : request.setHeader("Idempotency-Key", key));
    }

    HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create(door + path));
    }

    Reply send(HttpRequest.Builder request) {
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

package io.settlement.drill.load;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** The producers' doors. One request is one try at one of them; nothing is repeated here. Thread-safe. */
final class Door {

    static final JsonMapper JSON = JsonMapper.builder().build();

    /** Longer than the service takes to say that it does not know. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(3))
            .build();
    private final List<URI> doors;
    private final String apiKey;

    Door(List<URI> doors, String apiKey) {
        this.doors = List.copyOf(doors);
        this.apiKey = apiKey;
    }

    /** @param body missing if there is none, or if it is no JSON */
    record Response(int status, JsonNode body) {

        boolean isSuccess() {
            return status / 100 == 2;
        }

        String text(String field) {
            return body.path(field).asString("");
        }
    }

    URI any(RandomGenerator random) {
        return doors.get(random.nextInt(doors.size()));
    }

    Response get(URI door, String path) throws IOException, InterruptedException {
        return send(request(door, path).GET());
    }

    Response post(URI door, String path, Optional<String> key, Object body) throws IOException, InterruptedException {
        var request = request(door, path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)));
        key.ifPresent(value -> request.header("Idempotency-Key", value));
        return send(request);
    }

    private HttpRequest.Builder request(URI door, String path) {
        return HttpRequest.newBuilder(door.resolve(path)).timeout(PATIENCE).header("Authorization", "Bearer " + apiKey);
    }

    private Response send(HttpRequest.Builder request) throws IOException, InterruptedException {
        var response = client.send(request.build(), BodyHandlers.ofByteArray());
        return new Response(response.statusCode(), json(response.body()));
    }

    private static JsonNode json(byte[] body) {
        try {
            var node = JSON.readTree(body);
            return node == null ? MissingNode.getInstance() : node;
        } catch (JacksonException none) {
            return MissingNode.getInstance();
        }
    }
}

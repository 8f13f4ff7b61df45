package io.settlement.load.door;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Posts to the producers in turn, over HTTP/1.1 connections that are kept open. A request is one try; who repeats is the
 * caller. For any number of threads; as many connections are open as threads are inside.
 */
final class Door {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(30);
    static final int TOO_MANY_REQUESTS = 429;
    static final int UNAVAILABLE = 503;

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT)
            .build();
    private final Producers producers;
    private final AtomicInteger turn = new AtomicInteger();

    Door(Producers producers) {
        this.producers = producers;
    }

    /** What came back: a status with a body, or the reason why nothing did. */
    record Answer(int status, byte[] body) {

        /** Repeat with the same key: nothing was done, or nobody knows whether it was. */
        boolean isUndecided() {
            return status == TOO_MANY_REQUESTS || status == UNAVAILABLE;
        }

        boolean isSuccess() {
            return status / 100 == 2;
        }
    }

    /** @throws IOException if no answer came; whether the request took effect is unknown then */
    Answer post(String path, Optional<String> key, byte[] body) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(nextProducer().resolve(path))
                .timeout(ANSWER_TIMEOUT)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        if (!producers.apiKey().isEmpty()) {
            request.header("Authorization", "Bearer " + producers.apiKey());
        }
        key.ifPresent(value -> request.header("Idempotency-Key", value));
        var response = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        return new Answer(response.statusCode(), response.body());
    }

    private URI nextProducer() {
        var addresses = producers.addresses();
        return addresses.get(Math.floorMod(turn.getAndIncrement(), addresses.size()));
    }
}

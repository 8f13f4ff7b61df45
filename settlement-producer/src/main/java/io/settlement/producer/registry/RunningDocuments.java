package io.settlement.producer.registry;

import com.alibaba.nacos.api.naming.pojo.Instance;
import io.settlement.live.DocumentState;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import tools.jackson.databind.json.JsonMapper;

/** Asks registered processes what they run, each at its management port, whose address it tells in Nacos. */
final class RunningDocuments {

    private static final Duration ANSWER = Duration.ofSeconds(1);
    private static final int OK = 200;
    private static final int LONGEST = 64 * 1024;
    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(ANSWER).build();

    /** Fails where it does not tell. */
    CompletableFuture<List<DocumentState>> of(Instance instance) {
        try {
            var request =
                    HttpRequest.newBuilder(address(instance)).timeout(ANSWER).build();
            return http.sendAsync(request, BodyHandlers.ofInputStream()).thenApply(RunningDocuments::read);
        } catch (URISyntaxException | IllegalArgumentException noAddress) {
            return CompletableFuture.failedFuture(noAddress);
        }
    }

    /** Part by part: what stands in Nacos may name a port and a host, and nothing else. */
    private static URI address(Instance instance) throws URISyntaxException {
        var told = instance.getMetadata();
        var host = told.getOrDefault("management.address", instance.getIp());
        int port = Integer.parseInt(told.getOrDefault("management.port", ""));
        return new URI("http", null, host, port, "/actuator/config", null, null);
    }

    private static List<DocumentState> read(HttpResponse<InputStream> response) {
        try (var body = response.body()) {
            if (response.statusCode() != OK) {
                throw new IOException("status " + response.statusCode());
            }
            return List.of(JSON.readValue(body.readNBytes(LONGEST), DocumentState[].class));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}

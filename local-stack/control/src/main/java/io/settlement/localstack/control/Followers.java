package io.settlement.localstack.control;

import com.alibaba.nacos.api.naming.pojo.Instance;
import io.settlement.localstack.control.Follower.Runs;
import io.settlement.nacosconfig.Document;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The processes that follow a document: found in Nacos, each asked at its management port, whose address it tells there. */
final class Followers {

    private static final Duration ANSWER = Duration.ofSeconds(3);
    private static final int OK = 200;
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().connectTimeout(ANSWER).build();
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private final NacosConnection nacos;

    Followers(NacosConnection nacos) {
        this.nacos = nacos;
    }

    /** In the order of their addresses; none where the document is read at starts only. */
    List<Follower> of(Document document) {
        return document.followedBy().stream()
                .flatMap(service -> nacos.instancesOf(service).stream()
                        .map(instance -> new Named(service + " " + instance.toInetAddr(), instance)))
                .sorted((one, other) -> one.process.compareTo(other.process))
                .parallel()
                .map(named -> ask(named, document.dataId()))
                .toList();
    }

    private record Named(String process, Instance instance) {}

    private static Follower ask(Named named, String dataId) {
        var metadata = named.instance.getMetadata();
        var address = metadata.getOrDefault("management.address", named.instance.getIp()) + ":"
                + metadata.get("management.port");
        try {
            var request = HttpRequest.newBuilder(URI.create("http://" + address + "/actuator/config"))
                    .timeout(ANSWER)
                    .build();
            var answer = CLIENT.send(request, BodyHandlers.ofString());
            if (answer.statusCode() != OK) {
                return Follower.silent(named.process, address + " answers " + answer.statusCode());
            }
            return read(answer.body(), dataId)
                    .map(runs -> new Follower(named.process, Optional.of(runs), ""))
                    .orElse(Follower.silent(named.process, "does not follow " + dataId));
        } catch (IOException | IllegalArgumentException | JacksonException unusable) {
            return Follower.silent(named.process, "its management port " + address + " does not tell");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Follower.silent(named.process, "was not asked to the end");
        }
    }

    static Optional<Runs> read(String body, String dataId) {
        return StreamSupport.stream(JSON.readTree(body).spliterator(), false)
                .filter(document -> dataId.equals(document.path("dataId").asString("")))
                .map(Followers::runs)
                .findFirst();
    }

    private static Runs runs(JsonNode document) {
        return JSON.treeToValue(document, Runs.class);
    }
}

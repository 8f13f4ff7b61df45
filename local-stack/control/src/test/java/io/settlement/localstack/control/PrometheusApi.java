package io.settlement.localstack.control;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a test asks of a running Prometheus, as Grafana asks it. */
record PrometheusApi(URI address) {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final JsonMapper JSON = new JsonMapper();

    /** The values of each series that a query has now. */
    List<String> now(String query) {
        return results("/api/v1/query?query=" + encoded(query))
                .map(series -> series.at("/value/1").asString())
                .toList();
    }

    /** The values of each series that a query has had since then, one for each second in which it had one. */
    List<List<String>> since(Instant start, String query) {
        var range = "&start=" + start.getEpochSecond() + "&end=" + Instant.now().getEpochSecond() + "&step=1";
        return results("/api/v1/query_range?query=" + encoded(query) + range)
                .map(series -> series.path("values")
                        .valueStream()
                        .map(value -> value.path(1).asString())
                        .toList())
                .toList();
    }

    /** What Grafana offers for a variable that is filled by {@code label_values(series, label)}. */
    List<String> labelValues(String query) {
        var parts = query.replaceAll("^label_values\\(|\\)$", "").split(", (?=\\w+$)");
        return get("/api/v1/label/" + parts[1] + "/values?match[]=".replace("[]", "%5B%5D") + encoded(parts[0]))
                .path("data")
                .valueStream()
                .map(JsonNode::asString)
                .toList();
    }

    /** Health and name of every rule that is loaded. */
    List<String> rules() {
        return get("/api/v1/rules")
                .at("/data/groups")
                .valueStream()
                .flatMap(group -> group.path("rules").valueStream())
                .map(rule ->
                        rule.path("health").asString() + " " + rule.path("name").asString())
                .toList();
    }

    /** The names of the alerts that fire. */
    List<String> firing() {
        return results("/api/v1/query?query=" + encoded("ALERTS{alertstate=\"firing\"}"))
                .map(series -> series.at("/metric/alertname").asString())
                .distinct()
                .collect(Collectors.toList());
    }

    private Stream<JsonNode> results(String path) {
        return get(path).at("/data/result").valueStream();
    }

    private JsonNode get(String path) {
        try {
            var answer =
                    CLIENT.send(HttpRequest.newBuilder(address.resolve(path)).build(), BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new AssertionError(path + " was answered " + answer.statusCode() + " " + answer.body());
            }
            return JSON.readTree(answer.body());
        } catch (IOException failed) {
            throw new AssertionError(path + " was not answered", failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(path + " was not answered", interrupted);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}

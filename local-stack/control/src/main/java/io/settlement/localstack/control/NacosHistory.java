package io.settlement.localstack.control;

import io.settlement.localstack.EngineFailed;
import io.settlement.localstack.NacosAccounts;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What stood under a dataId before: Nacos keeps the text that a change replaced, for 30 days. Only its HTTP calls tell it, not
 * its client.
 */
final class NacosHistory {

    private static final int MOST = 20;
    private static final Duration ANSWER = Duration.ofSeconds(5);
    private static final int OK = 200;
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().connectTimeout(ANSWER).build();
    private static final JsonMapper JSON = new JsonMapper();

    private final NacosAccess access;
    private final String base;

    NacosHistory(NacosAccess access) {
        this.access = access;
        this.base = "http://" + access.address().split(",")[0] + "/nacos";
    }

    /**
     * A text that stood there.
     *
     * @param replaced when it was replaced or removed; of a first one, when it was published
     */
    record Version(long number, String replaced, String text) {}

    /** The latest ones, the last one first. */
    List<Version> latest(String dataId) {
        var token = token();
        var page = ask("/v2/cs/history/list", Map.of("dataId", dataId, "pageSize", Integer.toString(MOST)), token);
        return StreamSupport.stream(page.path("pageItems").spliterator(), false)
                .map(item -> version(dataId, item.path("id").asString(), token))
                .toList();
    }

    /** @throws Refused where the document has no such version */
    Version version(String dataId, long number) {
        return latest(dataId).stream()
                .filter(version -> version.number == number)
                .findFirst()
                .orElseThrow(() -> new Refused(dataId + " has no version " + number + " among its latest " + MOST
                        + "; --history lists them."));
    }

    private Version version(String dataId, String number, String token) {
        var kept = ask("/v2/cs/history", Map.of("dataId", dataId, "nid", number), token);
        return new Version(
                kept.path("id").asLong(),
                kept.path("lastModifiedTime").asString(),
                kept.path("content").asString());
    }

    private String token() {
        var account = access.account();
        return account.user().isEmpty()
                ? ""
                : new NacosAccounts(base)
                        .login(account)
                        .orElseThrow(() -> new EngineFailed(base + " does not let " + account.user() + " in."));
    }

    private JsonNode ask(String path, Map<String, String> parameters, String token) {
        var query = parameters.entrySet().stream()
                .map(one -> "&" + one.getKey() + "=" + URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining());
        var uri = URI.create(base + path + "?group=" + ServiceConfiguration.GROUP + "&namespaceId=" + access.namespace()
                + "&accessToken=" + token + query);
        try {
            var answer = CLIENT.send(HttpRequest.newBuilder(uri).timeout(ANSWER).build(), BodyHandlers.ofString());
            if (answer.statusCode() != OK) {
                throw new EngineFailed(base + path + " answers " + answer.statusCode() + ".");
            }
            return JSON.readTree(answer.body()).path("data");
        } catch (IOException | JacksonException broken) {
            throw new EngineFailed(base + path + " does not tell the history.", broken);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new EngineFailed(base + path + " was not asked to the end.", interrupted);
        }
    }
}

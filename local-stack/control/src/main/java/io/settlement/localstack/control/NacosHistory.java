package io.settlement.localstack.control;

import io.settlement.localstack.EngineFailed;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
    private static final JsonMapper JSON = new JsonMapper();

    private final NacosCalls nacos;

    NacosHistory(NacosAccess access) {
        this.nacos = new NacosCalls(access);
    }

    /**
     * A text that stood there.
     *
     * @param replaced when it was replaced or removed; of a first one, when it was published
     */
    record Version(long number, String replaced, String text) {}

    /** The latest ones, the last one first. */
    List<Version> latest(String dataId) {
        var page = ask("/v2/cs/history/list", dataId, Map.of("pageSize", Integer.toString(MOST)));
        return StreamSupport.stream(page.path("pageItems").spliterator(), false)
                .map(item -> version(dataId, item.path("id").asString()))
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

    private Version version(String dataId, String number) {
        var kept = ask("/v2/cs/history", dataId, Map.of("nid", number));
        return new Version(
                kept.path("id").asLong(),
                kept.path("lastModifiedTime").asString(),
                kept.path("content").asString());
    }

    private JsonNode ask(String path, String dataId, Map<String, String> more) {
        var parameters = new HashMap<>(more);
        parameters.put("group", ServiceConfiguration.GROUP);
        parameters.put("dataId", dataId);
        try {
            return JSON.readTree(nacos.call("GET", path, parameters)).path("data");
        } catch (JacksonException broken) {
            throw new EngineFailed("Nacos does not tell the history of " + dataId + ".", broken);
        }
    }
}

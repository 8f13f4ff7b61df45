package io.settlement.localstack.control;

import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One of the dashboards that are shipped. */
record Dashboard(Path file, JsonNode json) {

    private static final JsonMapper JSON = new JsonMapper();

    /** @param flat whether it says of itself that its lines may stand still while all is well */
    record Panel(String title, JsonNode json, List<String> queries, boolean flat) {}

    static List<Dashboard> all() {
        return Observability.files(Observability.GRAFANA, ".json").stream()
                .map(file -> new Dashboard(file, JSON.readTree(Observability.text(file))))
                .toList();
    }

    String name() {
        return file.getFileName().toString().replace(".json", "");
    }

    /** Without the rows that only part them. */
    List<Panel> panels() {
        return json.path("panels")
                .valueStream()
                .filter(panel -> !panel.path("type").asString().equals("row"))
                .map(Dashboard::panel)
                .toList();
    }

    /** What its variables are filled with. */
    List<String> variables() {
        return json.at("/templating/list")
                .valueStream()
                .filter(variable -> variable.path("type").asString().equals("query"))
                .map(variable -> variable.path("query").asString())
                .toList();
    }

    private static Panel panel(JsonNode json) {
        return new Panel(
                json.path("title").asString(),
                json,
                json.path("targets")
                        .valueStream()
                        .map(target -> target.path("expr").asString())
                        .toList(),
                json.path("description").asString().endsWith("Flat while all is well."));
    }
}

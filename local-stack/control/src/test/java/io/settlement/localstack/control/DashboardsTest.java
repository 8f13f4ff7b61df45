package io.settlement.localstack.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.settlement.localstack.control.Dashboard.Panel;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What can be seen of a dashboard without a Grafana; whether its queries have data shows MonitoringIT. */
class DashboardsTest {

    private final List<Dashboard> dashboards = Dashboard.all();

    @Test
    void thereIsOneForTheWholeForEachServiceAndForAShard() {
        assertThat(dashboards)
                .extracting(Dashboard::name)
                .containsExactly(
                        "settlement-consumer", "settlement-overview", "settlement-producer", "settlement-shard");
        assertThat(dashboards).allSatisfy(dashboard -> {
            assertThat(dashboard.json().path("uid").asString()).isEqualTo(dashboard.name());
            assertThat(dashboard.json().path("description").asString()).isNotBlank();
        });
    }

    @Test
    void everyPanelSaysWhatItShowsAndInWhatUnit() {
        assertThat(panels()).hasSizeGreaterThan(80).allSatisfy(panel -> {
            assertThat(panel.title()).isNotBlank();
            assertThat(panel.queries()).as(panel.title()).isNotEmpty().doesNotContain("");
            assertThat(panel.json().path("description").asString())
                    .as(panel.title())
                    .endsWith(".");
            assertThat(panel.json().at("/fieldConfig/defaults/unit").asString())
                    .as(panel.title())
                    .isNotBlank();
            assertThat(panel.json().at("/datasource/uid").asString()).isEqualTo("${datasource}");
        });
    }

    @Test
    void noPanelHidesAnother() {
        assertThat(dashboards).allSatisfy(dashboard -> {
            Set<String> cells = new HashSet<>();
            dashboard
                    .json()
                    .path("panels")
                    .valueStream()
                    .forEach(panel -> cellsOf(panel.path("gridPos"))
                            .forEach(cell -> assertThat(cells.add(cell))
                                    .as("%s %s", dashboard.name(), panel)
                                    .isTrue()));
            var ids = dashboard
                    .json()
                    .path("panels")
                    .valueStream()
                    .map(panel -> panel.path("id").asInt());
            assertThat(ids).doesNotHaveDuplicates();
        });
    }

    private static Stream<String> cellsOf(JsonNode place) {
        int right = place.path("x").asInt() + place.path("w").asInt();
        assertThat(right).isLessThanOrEqualTo(24);
        return IntStream.range(place.path("x").asInt(), right)
                .boxed()
                .flatMap(x -> IntStream.range(0, place.path("h").asInt())
                        .mapToObj(y -> x + " " + (place.path("y").asInt() + y)));
    }

    @Test
    void panelsNameNoMetricThatThereIsNot() {
        var queries = panels().flatMap(panel -> panel.queries().stream()).collect(Collectors.joining("\n"));
        assertThat(Observability.undocumented(queries)).isEmpty();
    }

    private Stream<Panel> panels() {
        return dashboards.stream().flatMap(dashboard -> dashboard.panels().stream());
    }
}

package io.settlement.bench.report;

import static io.settlement.bench.measure.Runs.openSeries;
import static io.settlement.bench.measure.Runs.series;
import static io.settlement.bench.measure.Runs.settling;
import static org.assertj.core.api.Assertions.assertThat;

import io.settlement.bench.measure.Series;
import io.settlement.bench.workload.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ResultsTest {

    @TempDir
    Path folder;

    @Test
    void oneObjectForEachContenderAtItsBestNumberOfClientsTheOthersByMode() throws IOException {
        var json = written(
                series("jdbc-local", 4, settling(100), settling(110)),
                series("jdbc-local", 16, settling(300), settling(310)),
                series("xa", 4, settling(50), settling(60)));
        assertThat(json).hasSize(3);
        assertThat(json.get(0).get("contender").asString()).isEqualTo("jdbc-local");
        assertThat(json.get(0).get("workload").asString()).isEqualTo("uniform");
        assertThat(json.get(0).get("clients").asInt()).isEqualTo(16);
        assertThat(json.get(0).has("mode")).isFalse();
        assertThat(json.get(0).get("configuration_digest").asString()).isEqualTo("0123456789abcdef");
        assertThat(json.get(0).get("settled_per_second").toString()).isEqualTo("[300.0,310.0]");
        assertThat(json.get(0).get("conserved").asBoolean()).isTrue();
        assertThat(json.get(1).get("contender").asString()).isEqualTo("xa");
        assertThat(json.get(2).get("mode").asString()).isEqualTo("closed-4");
    }

    @Test
    void openLoopIsNeverTheFigureThatCounts() throws IOException {
        var json = written(openSeries("xa", 500, settling(500)), series("xa", 4, settling(50)));
        assertThat(json.get(0).get("settled_per_second").toString()).isEqualTo("[50.0]");
        assertThat(json.get(0).has("mode")).isFalse();
        assertThat(json.get(1).get("mode").asString()).isEqualTo("open-500");
    }

    @Test
    void runThatIsNotConservedIsSaidAndHasNoFigure() throws IOException {
        var json = written(series("xa", 4, settling(50), settling(60, "a cent too much")));
        assertThat(json.get(0).get("conserved").asBoolean()).isFalse();
        assertThat(json.get(0).get("settled_per_second").toString()).isEqualTo("[50.0]");
        assertThat(json.get(0).get("breaks").get(0).asString()).isEqualTo("a cent too much");
    }

    @Test
    void costsAreByProcessAndTransfer() throws IOException {
        var json = written(series("xa", 4, settling(1_000)));
        assertThat(json.get(0).get("cpu_us_per_transfer").get("database").asDouble())
                .isEqualTo(2_000);
        assertThat(json.get(0).get("bytes_written_per_transfer").get("database").asDouble())
                .isEqualTo(100);
        assertThat(json.get(0).get("other_cpu_share").asDouble()).isEqualTo(0.5);
    }

    @Test
    void documentSaysRatiosFiguresAndWhatIsNotGuaranteed() throws IOException {
        var results = new Results(List.of(
                series("settlement-bulk", 8, settling(600)),
                series("jdbc-bound", 4, settling(1_000)),
                series("xa", 4, settling(60))));
        Charts.write(results, folder);
        new ResultsDocument(results, new Surroundings(Map.of("sync_binlog", "1")), "one round", List.of())
                .write(folder.resolve("RESULTS.md"));
        assertThat(folder.resolve(Charts.nameOf(Workload.UNIFORM))).isNotEmptyFile();
        assertThat(folder.resolve("RESULTS.md"))
                .content()
                .contains("| share of the bound, bulk | 0.60 |", "| bulk against XA | 10.00 |")
                .contains("![uniform](uniform.png)", "| `xa` | somehow | anything |", "| sync_binlog | 1 |");
    }

    @Test
    void workloadWithoutAFigureHasNoChart() throws IOException {
        var results = new Results(List.of(series("xa", 4, settling(50, "a cent too much"))));
        Charts.write(results, folder);
        new ResultsDocument(results, new Surroundings(Map.of()), "one round", List.of())
                .write(folder.resolve("RESULTS.md"));
        assertThat(folder.resolve(Charts.nameOf(Workload.UNIFORM))).doesNotExist();
        assertThat(folder.resolve("RESULTS.md")).content().doesNotContain("![").contains("| **no** |");
    }

    private JsonNode written(Series... series) throws IOException {
        var file = folder.resolve("results.json");
        new Results(List.of(series)).write(file, "0123456789abcdef");
        return JsonMapper.shared().readTree(Files.readAllBytes(file));
    }
}

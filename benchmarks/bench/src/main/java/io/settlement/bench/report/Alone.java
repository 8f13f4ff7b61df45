package io.settlement.bench.report;

import io.settlement.bench.measure.Series;
import io.settlement.bench.workload.Workload;
import io.settlement.load.plan.Wording;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * What contenders reached on this machine when each had it to itself. Whoever comes out far below that in company was
 * handicapped by the benchmark, and the comparison is void.
 *
 * @param figures settled transfers per second under {@link Workload#UNIFORM}, by contender
 */
public record Alone(Map<String, Double> figures) {

    private static final double LEAST_SHARE = 0.8;
    private static final JsonMapper JSON = JsonMapper.shared();

    public Alone {
        figures = Map.copyOf(figures);
    }

    /** Nothing where nothing was recorded. */
    public static Alone read(Path file) throws IOException {
        return Files.exists(file)
                ? new Alone(JSON.readValue(Files.readAllBytes(file), new TypeReference<Map<String, Double>>() {}))
                : new Alone(Map.of());
    }

    /** The same with newer figures in the place of older ones. */
    public Alone with(Results results) {
        var newer = new TreeMap<>(figures);
        uniform(results).forEach(series -> newer.put(series.contender().name(), series.median()));
        return new Alone(newer);
    }

    public void write(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.write(file, JSON.writeValueAsBytes(new TreeMap<>(figures)));
    }

    /** Who was handicapped, a sentence each. Of whom nothing was recorded nothing is said. */
    public List<String> handicaps(Results results) {
        return uniform(results).stream()
                .filter(series -> figures.containsKey(series.contender().name()))
                .filter(series -> series.median()
                        < LEAST_SHARE * figures.get(series.contender().name()))
                .map(series -> Wording.of(
                        "%s settled %,.0f/s here, but %,.0f/s when it was alone",
                        series.contender().name(),
                        series.median(),
                        figures.get(series.contender().name())))
                .toList();
    }

    private static List<Series> uniform(Results results) {
        return results.best().stream()
                .filter(series -> series.workload() == Workload.UNIFORM)
                .toList();
    }
}

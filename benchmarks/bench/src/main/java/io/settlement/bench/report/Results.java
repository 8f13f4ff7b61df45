package io.settlement.bench.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.settlement.bench.contender.Profile;
import io.settlement.bench.measure.Quantiles;
import io.settlement.bench.measure.Run;
import io.settlement.bench.measure.Series;
import io.settlement.bench.workload.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The raw data, {@code results.json}: one object for each contender and workload, at the number of clients with which the
 * contender was fastest in a closed loop. Other numbers and the open loop follow, told apart by their {@code mode}.
 */
public final class Results {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private static final double MICROS = 1e6;

    private final List<Series> best = new ArrayList<>();
    private final List<Series> others = new ArrayList<>();

    public Results(List<Series> all) {
        Map<List<Object>, List<Series>> groups = all.stream()
                .collect(Collectors.groupingBy(
                        series -> List.of(series.contender().name(), series.workload()),
                        LinkedHashMap::new,
                        Collectors.toList()));
        for (var group : groups.values()) {
            var fastest = group.stream()
                    .filter(series -> !series.load().isOpen())
                    .sorted(Series.FASTEST_FIRST)
                    .findFirst();
            fastest.ifPresent(best::add);
            group.stream()
                    .filter(series -> fastest.isEmpty() || series != fastest.get())
                    .forEach(others::add);
        }
    }

    /** One for each contender and workload. */
    public List<Series> best() {
        return List.copyOf(best);
    }

    /** The same contenders with other numbers of clients, and in an open loop. */
    public List<Series> others() {
        return List.copyOf(others);
    }

    public boolean conserved() {
        return best.stream().allMatch(Series::conserved) && others.stream().allMatch(Series::conserved);
    }

    public List<Workload> workloads() {
        return best.stream().map(Series::workload).distinct().toList();
    }

    public List<Profile> contenders() {
        return best.stream().map(Series::contender).distinct().toList();
    }

    /** @param configurationDigest of this project's services */
    public void write(Path file, String configurationDigest) throws IOException {
        List<Line> lines = new ArrayList<>();
        best.forEach(series -> lines.add(line(series, null, configurationDigest)));
        others.forEach(series -> lines.add(line(series, series.load().mode(), configurationDigest)));
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.write(file, JSON.writeValueAsBytes(lines));
    }

    /** The names of the file. Per transfer: medians over the rounds. */
    @JsonInclude(Include.NON_NULL)
    record Line(
            String contender,
            String workload,
            String mode,
            int clients,
            @JsonProperty("transfers_per_call") int transfersPerCall,
            @JsonProperty("settled_per_second") List<Double> settledPerSecond,
            boolean conserved,
            List<String> breaks,
            @JsonProperty("accept_ms") Map<String, Double> acceptMillis,
            @JsonProperty("settle_ms") Map<String, Double> settleMillis,
            @JsonProperty("cpu_us_per_transfer") Map<String, Double> cpuMicros,
            @JsonProperty("other_cpu_share") double otherCpuShare,
            @JsonProperty("bytes_written_per_transfer") Map<String, Double> bytesWritten,
            @JsonProperty("configuration_digest") String configurationDigest) {}

    private static Line line(Series series, String mode, String configurationDigest) {
        return new Line(
                series.contender().name(),
                series.workload().word(),
                mode,
                series.load().clients(),
                series.load().transfersPerCall(series.contender()),
                series.figures(),
                series.conserved(),
                series.runs().stream().flatMap(run -> run.breaks().stream()).toList(),
                quantiles(series, Run::accept),
                quantiles(series, Run::settle),
                perTransfer(series, run -> run.use().cpuSeconds(), MICROS),
                otherCpuShare(series),
                perTransfer(series, run -> run.use().bytesWritten(), 1),
                configurationDigest);
    }

    private static Map<String, Double> quantiles(Series series, Function<Run, Quantiles> which) {
        var quantiles = new LinkedHashMap<String, Double>();
        quantiles.put("p50", series.medianOf(run -> which.apply(run).p50()));
        quantiles.put("p99", series.medianOf(run -> which.apply(run).p99()));
        quantiles.put("p99.9", series.medianOf(run -> which.apply(run).p999()));
        return quantiles;
    }

    /** By process. */
    static Map<String, Double> perTransfer(
            Series series, Function<Run, Map<String, ? extends Number>> used, double scale) {
        var byProcess = new TreeMap<String, Double>();
        series.runs().stream()
                .flatMap(run -> used.apply(run).keySet().stream())
                .distinct()
                .forEach(process -> byProcess.put(
                        process,
                        series.medianOf(run -> run.settled() == 0
                                ? 0
                                : used.apply(run).get(process).doubleValue() * scale / run.settled())));
        return byProcess;
    }

    /** How much of the machine somebody else had, as a share of what this contender had. */
    static double otherCpuShare(Series series) {
        return series.medianOf(run -> run.use().otherCpuSeconds()
                / run.use().cpuSeconds().values().stream()
                        .mapToDouble(Double::doubleValue)
                        .sum());
    }
}

package io.settlement.bench.report;

import io.settlement.bench.contender.Names;
import io.settlement.bench.measure.Quantiles;
import io.settlement.bench.measure.Run;
import io.settlement.bench.measure.Series;
import io.settlement.bench.workload.Workload;
import io.settlement.load.plan.Wording;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;

/** The results for a reader, {@code RESULTS.md}: ratios first, then the figures, what they cost, and where they were taken. */
public final class ResultsDocument {

    private static final double MICROS = 1e6;

    private final Results results;
    private final Surroundings surroundings;
    private final String how;
    private final List<String> handicaps;
    private final List<String> lines = new ArrayList<>();

    /**
     * @param how rounds, seconds, accounts, seed: what the command was asked for
     * @param handicaps why the comparison is void; empty if it is not
     */
    public ResultsDocument(Results results, Surroundings surroundings, String how, List<String> handicaps) {
        this.results = results;
        this.surroundings = surroundings;
        this.how = how;
        this.handicaps = List.copyOf(handicaps);
    }

    public void write(Path file) throws IOException {
        add("# Results", "");
        add(
                "Written by `scripts/bench`; do not edit. Ratios are the result: they travel. Absolute figures are of this one",
                "machine, on which load generator, database, broker and services share the processors.",
                "");
        add(how, "");
        if (!results.conserved()) {
            add("**Not every run was conserved: those runs have no figure.**", "");
        }
        if (!handicaps.isEmpty()) {
            add("**This comparison is void:** " + String.join("; ", handicaps) + ".", "");
        }
        ratios();
        results.workloads().forEach(this::workload);
        contenders();
        surroundings();
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, String.join("\n", lines) + "\n");
    }

    private void add(String... more) {
        lines.addAll(List.of(more));
    }

    /** One against another under one workload. */
    private record Ratio(String what, String of, Workload under, String against, Workload underOther) {

        Ratio(String what, String of, String against) {
            this(what, of, Workload.UNIFORM, against, Workload.UNIFORM);
        }
    }

    private static final List<Ratio> RATIOS = List.of(
            new Ratio("share of the bound, bulk", Names.SETTLEMENT_BULK, Names.JDBC_BOUND),
            new Ratio("bulk against textbook RocketMQ", Names.SETTLEMENT_BULK, Names.TEXTBOOK_ROCKETMQ),
            new Ratio("bulk against XA", Names.SETTLEMENT_BULK, Names.XA),
            new Ratio("bulk against Seata AT", Names.SETTLEMENT_BULK, Names.SEATA_AT),
            new Ratio("bulk against plain local JDBC", Names.SETTLEMENT_BULK, Names.JDBC_LOCAL),
            new Ratio("single requests against textbook RocketMQ", Names.SETTLEMENT_SINGLE, Names.TEXTBOOK_ROCKETMQ),
            new Ratio(
                    "one hot payee against uniform, bulk",
                    Names.SETTLEMENT_BULK,
                    Workload.HOT_PAYEE,
                    Names.SETTLEMENT_BULK,
                    Workload.UNIFORM),
            new Ratio(
                    "one hot payer against uniform, bulk",
                    Names.SETTLEMENT_BULK,
                    Workload.HOT_PAYER,
                    Names.SETTLEMENT_BULK,
                    Workload.UNIFORM));

    private void ratios() {
        add("| ratio | |", "|---|---|");
        for (var ratio : RATIOS) {
            var one = find(ratio.of, ratio.under);
            var other = find(ratio.against, ratio.underOther);
            if (one.isPresent() && other.isPresent()) {
                add(Wording.of(
                        "| %s | %.2f |",
                        ratio.what, one.get().median() / other.get().median()));
            }
        }
        add("");
    }

    /** Only with a figure. */
    private Optional<Series> find(String contender, Workload workload) {
        return results.best().stream()
                .filter(series -> series.contender().name().equals(contender) && series.workload() == workload)
                .filter(series -> series.median() > 0)
                .findFirst();
    }

    private void workload(Workload workload) {
        var shown = results.best().stream()
                .filter(series -> series.workload() == workload)
                .sorted(Series.FASTEST_FIRST)
                .toList();
        add("## " + workload.word(), "");
        if (!Charts.withFigures(workload, results).isEmpty()) {
            add("![" + workload.word() + "](" + Charts.nameOf(workload) + ")", "");
        }
        add(
                "| contender | settled/s, median | spread | clients x transfers | accept ms p50 / p99 / p99.9"
                        + " | settle ms p50 / p99 / p99.9 | conserved |",
                "|---|---|---|---|---|---|---|");
        shown.forEach(series -> add(row(series)));
        others(workload);
        add("");
        add("Processor time by process, microseconds a transfer, and bytes written to storage a transfer:", "");
        costs(shown);
    }

    private static String row(Series series) {
        return Wording.of(
                "| `%s` | %s | %.0f %% | %d x %d | %s | %s | %s |",
                series.contender().name(),
                series.figures().isEmpty() ? "none" : Wording.of("%,.0f", series.median()),
                series.spread() * 100,
                series.load().clients(),
                series.load().transfersPerCall(series.contender()),
                quantiles(series, Run::accept),
                quantiles(series, Run::settle),
                conserved(series));
    }

    private void others(Workload workload) {
        var others = results.others().stream()
                .filter(series -> series.workload() == workload)
                .toList();
        var lesser = others.stream()
                .filter(series -> !series.load().isOpen())
                .map(series -> Wording.of(
                        "`%s` with %d clients %,.0f",
                        series.contender().name(), series.load().clients(), series.median()))
                .toList();
        if (!lesser.isEmpty()) {
            add("", "Other numbers of clients, settled/s: " + String.join(", ", lesser) + ".");
        }
        var open = others.stream().filter(series -> series.load().isOpen()).toList();
        if (!open.isEmpty()) {
            add("", "In an open loop, timed from when each call was due:", "");
            add("| contender | due/s | accept ms p50 / p99 / p99.9 | settle ms p50 / p99 / p99.9 | conserved |");
            add("|---|---|---|---|---|");
            open.forEach(series -> add(Wording.of(
                    "| `%s` | %,.0f | %s | %s | %s |",
                    series.contender().name(),
                    series.load().rate(),
                    quantiles(series, Run::accept),
                    quantiles(series, Run::settle),
                    conserved(series))));
        }
    }

    private static String quantiles(Series series, Function<Run, Quantiles> which) {
        return Wording.of(
                "%.1f / %.1f / %.1f",
                series.medianOf(run -> which.apply(run).p50()),
                series.medianOf(run -> which.apply(run).p99()),
                series.medianOf(run -> which.apply(run).p999()));
    }

    private static String conserved(Series series) {
        return series.conserved() ? "yes" : "**no**";
    }

    private void costs(List<Series> shown) {
        var processes = new TreeSet<String>();
        shown.forEach(series ->
                processes.addAll(Results.perTransfer(series, run -> run.use().cpuSeconds(), MICROS)
                        .keySet()));
        add("| contender | " + String.join(" | ", processes) + " | other load on the machine | bytes |");
        add("|---|" + "---|".repeat(processes.size() + 2));
        for (var series : shown) {
            Map<String, Double> cpu =
                    Results.perTransfer(series, run -> run.use().cpuSeconds(), MICROS);
            var cells = processes.stream()
                    .map(process -> cpu.containsKey(process) ? Wording.of("%.1f", cpu.get(process)) : "")
                    .toList();
            add(Wording.of(
                    "| `%s` | %s | %.0f %% | %,.0f |",
                    series.contender().name(),
                    String.join(" | ", cells),
                    Results.otherCpuShare(series) * 100,
                    bytes(series)));
        }
        add("");
    }

    private static double bytes(Series series) {
        return Results.perTransfer(series, run -> run.use().bytesWritten(), 1).values().stream()
                .mapToDouble(Double::doubleValue)
                .sum();
    }

    private void contenders() {
        add("## The contenders", "");
        add("| contender | how | what it does not guarantee |", "|---|---|---|");
        results.contenders()
                .forEach(contender -> add("| `" + contender.name() + "` | " + contender.how() + " | "
                        + contender.doesNotGuarantee() + " |"));
        add("");
    }

    private void surroundings() {
        add("## Machine, versions, settings", "", "| | |", "|---|---|");
        surroundings.facts().forEach((name, value) -> add("| " + name + " | " + value + " |"));
    }
}

package io.settlement.drill;

import io.settlement.drill.fault.Fault;
import io.settlement.drill.fault.FaultRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What came of each fault, as a table for people. Written by the drill alone. */
final class FaultTable {

    private final List<Fault> faults;
    private final List<FaultRun> runs;

    FaultTable(List<Fault> faults, List<FaultRun> runs) {
        this.faults = List.copyOf(faults);
        this.runs = List.copyOf(runs);
    }

    void write(Path file, int minutes, Verdict verdict) throws IOException {
        var lines = new ArrayList<String>();
        lines.add("# Faults and what came of them");
        lines.add("");
        lines.add("Written by `scripts/crash-drill --table`, never by hand. Each strike found transfers in flight;"
                + " *recovered* is the");
        lines.add("time from the end of the fault until everything debited before had ended. [What is done and"
                + " checked](../benchmarks/drill/README.md)");
        lines.add("");
        lines.add("    scripts/crash-drill --seed %d --minutes %d --faults %s"
                .formatted(
                        verdict.seed(),
                        minutes,
                        faults.stream().map(Fault::name).collect(Collectors.joining(","))));
        lines.add("    " + verdict.line());
        lines.add("");
        lines.add("| fault | what happens, what must hold | struck | in flight | recovered: median, worst | result |");
        lines.add("|---|---|---|---|---|---|");
        faults.forEach(fault -> lines.add(row(fault, of(fault))));
        Files.write(file, lines);
    }

    private List<FaultRun> of(Fault fault) {
        return runs.stream()
                .filter(run -> run.fault().name().equals(fault.name()))
                .toList();
    }

    private static String row(Fault fault, List<FaultRun> runs) {
        var times = runs.stream()
                .map(FaultRun::recovered)
                .flatMap(Optional::stream)
                .sorted()
                .toList();
        long inFlight = runs.stream().mapToLong(FaultRun::inFlight).sum();
        return "| %s | %s | %d | %d | %s | %s |"
                .formatted(fault.name(), fault.holds(), runs.size(), inFlight, times(times), result(runs, times));
    }

    private static String times(List<Duration> times) {
        return times.isEmpty()
                ? "-"
                : "%s, %s".formatted(seconds(times.get(times.size() / 2)), seconds(times.get(times.size() - 1)));
    }

    private static String result(List<FaultRun> runs, List<Duration> times) {
        if (runs.isEmpty()) {
            return "not struck";
        }
        return times.size() == runs.size() ? "held" : runs.size() - times.size() + " not recovered in time";
    }

    private static String seconds(Duration time) {
        return "%d.%d s".formatted(time.toSeconds(), time.toMillisPart() / 100);
    }
}

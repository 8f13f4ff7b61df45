package io.settlement.localstack.control;

import io.settlement.localstack.Engine;
import io.settlement.localstack.EnginePort;
import io.settlement.localstack.Lifetime;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Asks every part of a stack a real question and prints a table. */
@Command(
        name = "status",
        description = "Shows every process of the stack with its ports, health and memory.",
        footer = "Exit code 0 if everything is healthy, 3 if not.")
final class StatusCommand implements Callable<Integer> {
    private static final String ROW = "%-12s %8s %-24s %-13s %8s";
    private static final long MEBIBYTE = 1_048_576;

    @Mixin
    private DataOption data;

    private final PrintStream out;

    StatusCommand(PrintStream out) {
        this.out = out;
    }

    /** One line of the table. */
    private record Row(Engine member, boolean running, boolean ready) {
        static Row of(Engine member) {
            boolean running = member.isRunning();
            return new Row(member, running, running && member.isReady());
        }

        String text() {
            return ROW.formatted(
                    StackStop.nameOf(member.process()),
                    running ? member.pid().orElse(0) : "-",
                    member.ports().stream()
                            .map(EnginePort::number)
                            .map(String::valueOf)
                            .collect(Collectors.joining(" ")),
                    ready ? "healthy" : running ? "not answering" : "stopped",
                    running ? member.process().residentBytes() / MEBIBYTE + " MB" : "-");
        }
    }

    @Override
    public Integer call() {
        var recorded = data.folder().recorded();
        if (recorded.isEmpty()) {
            out.println("No stack was started in " + data.folder().path() + "; scripts/up" + data.repeated()
                    + " starts one.");
            return ExitCode.NOT_HEALTHY;
        }
        try (var stack = new Stack(data.folder(), recorded.get(), Lifetime.DETACHED)) {
            return show(stack.members().parallelStream().map(Row::of).toList());
        }
    }

    private int show(List<Row> rows) {
        out.println(ROW.formatted("process", "pid", "ports", "health", "memory").stripTrailing());
        rows.forEach(row -> out.println(row.text().stripTrailing()));
        return rows.stream().allMatch(Row::ready) ? ExitCode.DONE : ExitCode.NOT_HEALTHY;
    }
}

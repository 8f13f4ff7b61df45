package io.settlement.simulation;

import io.settlement.simulation.steps.Operation;
import io.settlement.simulation.steps.Phase;
import java.util.ArrayList;
import java.util.List;

/** How often a process was at each point at which it can die, and how often it died there. */
public final class CrashTable {

    private final long[][] reached = new long[Operation.values().length][Phase.values().length];
    private final long[][] died = new long[Operation.values().length][Phase.values().length];

    public void reached(Operation operation, Phase phase) {
        reached[operation.ordinal()][phase.ordinal()]++;
    }

    public void died(Operation operation, Phase phase) {
        died[operation.ordinal()][phase.ordinal()]++;
    }

    public long crashes() {
        long sum = 0;
        for (var row : died) {
            for (long count : row) {
                sum += count;
            }
        }
        return sum;
    }

    /** The points at which no process has died yet. */
    public List<String> missing() {
        List<String> points = new ArrayList<>();
        for (var operation : Operation.values()) {
            for (var phase : operation.phases()) {
                if (died[operation.ordinal()][phase.ordinal()] == 0) {
                    points.add(operation.at(phase));
                }
            }
        }
        return points;
    }

    /** One line per operation, each field "died of reached". */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        var head = new StringBuilder("%-16s".formatted("died of reached"));
        for (var phase : Phase.values()) {
            head.append(" %19s".formatted(phase));
        }
        lines.add(head.toString());
        for (var operation : Operation.values()) {
            var line = new StringBuilder("%-16s".formatted(operation));
            for (var phase : Phase.values()) {
                line.append(" %19s".formatted(operation.phases().contains(phase) ? field(operation, phase) : "-"));
            }
            lines.add(line.toString());
        }
        return lines;
    }

    private String field(Operation operation, Phase phase) {
        return died[operation.ordinal()][phase.ordinal()] + " of " + reached[operation.ordinal()][phase.ordinal()];
    }
}

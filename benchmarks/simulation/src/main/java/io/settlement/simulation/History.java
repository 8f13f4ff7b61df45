package io.settlement.simulation;

import java.util.List;

/**
 * One history that was run.
 *
 * @param seed runs it again, step by step
 * @param digest equal for equal histories
 * @param findings what is wrong with it; empty where nothing is
 * @param trace its steps, where they were asked for
 */
public record History(long seed, int steps, int transfers, long digest, List<String> findings, List<String> trace) {

    public History {
        findings = List.copyOf(findings);
        trace = List.copyOf(trace);
    }

    public boolean isSound() {
        return findings.isEmpty();
    }
}

package io.settlement.simulation.schedule;

import java.util.ArrayList;
import java.util.List;

/** What happened in a history, as a number that two equal histories share, and as text where somebody wants to read it. */
public final class Trace {

    private final boolean kept;
    private final List<String> lines = new ArrayList<>();
    private long digest = 1;

    private Trace(boolean kept) {
        this.kept = kept;
    }

    public static Trace digestOnly() {
        return new Trace(false);
    }

    public static Trace kept() {
        return new Trace(true);
    }

    void turn(Strand strand) {
        digest = 31 * digest + strand.name.hashCode();
    }

    void note(SimulatedClock clock, Strand strand, String what) {
        digest = 31 * digest + what.hashCode();
        if (kept) {
            lines.add("%9.3f s  %-34s %s"
                    .formatted(clock.sinceStart().toNanos() / 1e9, strand == null ? "" : strand, what));
        }
    }

    public long digest() {
        return digest;
    }

    public List<String> lines() {
        return List.copyOf(lines);
    }
}

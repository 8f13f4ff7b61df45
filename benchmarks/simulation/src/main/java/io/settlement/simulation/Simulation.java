package io.settlement.simulation;

import io.settlement.simulation.schedule.Trace;
import io.settlement.simulation.world.Variant;
import io.settlement.simulation.world.World;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Histories one after the other, with the seeds that follow the first, until one is not sound or there is no more time. */
public final class Simulation {

    private final Variant variant;
    private final long firstSeed;
    private final CrashTable table = new CrashTable();
    private long histories;
    private long steps;
    private long transfers;

    public Simulation(Variant variant, long firstSeed) {
        this.variant = variant;
        this.firstSeed = firstSeed;
    }

    /** @return the first history that is not sound, with its trace */
    public Optional<History> runWhile(BooleanSupplier goesOn) {
        while (goesOn.getAsBoolean()) {
            var history = run(firstSeed + histories, Trace.digestOnly());
            histories++;
            steps += history.steps();
            transfers += history.transfers();
            if (!history.isSound()) {
                return Optional.of(replay(history));
            }
        }
        return Optional.empty();
    }

    private History replay(History history) {
        var again = run(history.seed(), Trace.kept());
        if (again.digest() != history.digest()) {
            throw new IllegalStateException("seed " + history.seed() + " does not replay: " + history.findings());
        }
        return again;
    }

    /** One history, by itself. */
    public History run(long seed, Trace trace) {
        var world = new World(seed, variant, trace, table);
        var findings = world.run();
        return new History(seed, world.steps(), world.transfers(), trace.digest(), findings, trace.lines());
    }

    public CrashTable table() {
        return table;
    }

    public long histories() {
        return histories;
    }

    public long steps() {
        return steps;
    }

    public long transfers() {
        return transfers;
    }
}

package io.settlement.simulation;

import io.settlement.simulation.schedule.Trace;
import io.settlement.simulation.world.Variant;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Simulates for as long as it is told and prints what it has found; or shows one history step by step. */
@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        description = {
            "Runs histories of producers, consumers and ledger in one process, each from a seed: crashes, late"
                    + " commits,",
            "lost, doubled and reordered messages, in simulated time. Nothing else is started."
        })
public final class SimulateCommand implements Callable<Integer> {

    /** Exit codes: every history was sound; one was not, or a point was never struck; an option is wrong. */
    static final int OK = 0;

    static final int FAILED = 1;
    static final int WRONG_OPTION = 2;

    /** From here on a run must have killed a process at every point; a shorter one need not come by all of them. */
    private static final int MINUTES_FOR_EVERY_POINT = 2;

    @Option(
            names = "--minutes",
            paramLabel = "N",
            defaultValue = "1",
            description = "how long; from " + MINUTES_FOR_EVERY_POINT
                    + " on a point at which no process died is a failure (default: ${DEFAULT-VALUE})")
    private int minutes;

    @Option(
            names = "--seed",
            paramLabel = "S",
            description = "of the first history, the next ones follow (default: by chance)")
    private Long seed;

    @Option(names = "--replay", description = "run the one history of the seed and print its steps")
    private boolean replay;

    private final PrintStream out;
    private final PrintStream err;

    SimulateCommand(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    public static void main(String... arguments) {
        System.exit(new SimulateCommand(System.out, System.err).execute(arguments));
    }

    /** @return the exit code */
    int execute(String... arguments) {
        return new CommandLine(this)
                .setOut(new PrintWriter(out, true))
                .setParameterExceptionHandler((wrong, ignored) -> wrong(wrong.getMessage()))
                .execute(arguments);
    }

    @Override
    public Integer call() {
        if (minutes < 1) {
            return wrong("--minutes must be at least 1");
        }
        if (replay && seed == null) {
            return wrong("--replay needs the --seed of a history");
        }
        return replay ? replay() : simulate(seed == null ? System.nanoTime() : seed);
    }

    private int simulate(long first) {
        out.println("seed " + first);
        var simulation = new Simulation(Variant.SOUND, first);
        long until = System.nanoTime() + Duration.ofMinutes(minutes).toNanos();
        var unsound = simulation.runWhile(() -> System.nanoTime() < until);
        unsound.ifPresent(this::print);
        simulation.table().lines().forEach(out::println);
        var missing = minutes < MINUTES_FOR_EVERY_POINT
                ? List.<String>of()
                : simulation.table().missing();
        missing.forEach(point -> out.println("NEVER DIED AT " + point));
        boolean ok = unsound.isEmpty() && missing.isEmpty();
        out.printf(
                "SIMULATED %s seed=%d histories=%d steps=%d crashes=%d transfers=%d%n",
                ok ? "ok" : "failed",
                unsound.map(History::seed).orElse(first),
                simulation.histories(),
                simulation.steps(),
                simulation.table().crashes(),
                simulation.transfers());
        return ok ? OK : FAILED;
    }

    private int replay() {
        var simulation = new Simulation(Variant.SOUND, seed);
        var history = simulation.run(seed, Trace.kept());
        print(history);
        out.printf(
                "SIMULATED %s seed=%d histories=1 steps=%d crashes=%d transfers=%d%n",
                history.isSound() ? "ok" : "failed",
                seed,
                history.steps(),
                simulation.table().crashes(),
                history.transfers());
        return history.isSound() ? OK : FAILED;
    }

    private void print(History history) {
        history.trace().forEach(out::println);
        history.findings().forEach(finding -> out.println("FINDING " + finding));
        if (!history.isSound()) {
            out.println("repeat with: scripts/simulate --replay --seed " + history.seed());
        }
    }

    private int wrong(String what) {
        err.println("simulate: " + what.replaceAll("\\s*\\R\\s*", " "));
        return WRONG_OPTION;
    }
}

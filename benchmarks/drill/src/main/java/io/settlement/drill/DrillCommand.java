package io.settlement.drill;

import io.settlement.drill.check.Checker.Judgement;
import io.settlement.drill.check.Findings;
import io.settlement.drill.fault.Catalogue;
import io.settlement.drill.fault.Fault;
import io.settlement.drill.history.HistoryFile;
import io.settlement.drill.system.DrilledSystem;
import io.settlement.drill.system.SystemLauncher;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The drill as a command: checks the options, starts a system, strikes, and answers with a verdict and an exit code. */
@Command(
        name = "crash-drill",
        mixinStandardHelpOptions = true,
        description = "Strikes a system of its own with faults under load, and checks every answer.")
public final class DrillCommand implements Callable<Integer> {

    /** Exit codes: every promise held; one did not, or the drill broke off; an option is wrong and nothing was started. */
    public static final int OK = 0;

    public static final int FAILED = 1;
    public static final int WRONG_OPTION = 2;

    @Mixin
    private DrillOptions options;

    private final SystemLauncher launcher;
    private final Path histories;
    private final boolean skippingFails;
    private final PrintStream out;
    private final PrintStream err;

    /**
     * @param histories folder where the history of a drill that failed stays
     * @param skippingFails whether a fault that cannot be struck here fails the drill
     */
    public DrillCommand(
            SystemLauncher launcher, Path histories, boolean skippingFails, PrintStream out, PrintStream err) {
        this.launcher = launcher;
        this.histories = histories;
        this.skippingFails = skippingFails;
        this.out = out;
        this.err = err;
    }

    /** @return the exit code */
    public int execute(String... arguments) {
        return new CommandLine(this)
                .setParameterExceptionHandler((wrong, ignored) -> wrong(wrong.getMessage()))
                .setExecutionExceptionHandler((failure, line, parsed) -> brokeOff(failure))
                .execute(arguments);
    }

    @Override
    public Integer call() throws Exception {
        if (options.list()) {
            Catalogue.all().forEach(fault -> out.printf("%-32s %s%n", fault.name(), fault.holds()));
            return OK;
        }
        var unknown =
                options.faults().stream().filter(name -> chosen(name).isEmpty()).toList();
        if (!unknown.isEmpty()) {
            return wrong("there is no fault " + String.join(", ", unknown) + "; --list names them");
        }
        if (options.minutes() < 0) {
            return wrong("--minutes must not be negative");
        }
        return drill(options.seed());
    }

    private int drill(long seed) throws Exception {
        out.println("seed " + seed);
        Files.createDirectories(histories);
        var path = histories.resolve("seed-%d-%d.jsonl".formatted(seed, System.currentTimeMillis()));
        boolean ok = false;
        try (var history = HistoryFile.create(path);
                var system = launcher.start()) {
            ok = drill(system, history, seed);
        } finally {
            keepOnlyIf(!ok, path);
        }
        return ok ? OK : FAILED;
    }

    private boolean drill(DrilledSystem system, HistoryFile history, long seed) throws Exception {
        var faults = new ArrayList<Fault>();
        boolean skipped = false;
        for (var fault : asked()) {
            var missing = fault.missingIn(system);
            if (missing.isEmpty()) {
                faults.add(fault);
            } else {
                out.println("SKIPPED " + fault.name() + ": " + missing);
                skipped = true;
            }
        }
        boolean complete = !(skipped && skippingFails);
        var result = new Drill(system, history, out::println, seed)
                .run(faults, Duration.ofMinutes(options.minutes()), complete);
        if (options.table() != null) {
            new FaultTable(faults, result.runs()).write(options.table(), options.minutes(), result.verdict());
        }
        if (!result.verdict().isOk()) {
            out.println("HISTORY " + history.path());
        }
        out.println(result.verdict().line());
        return result.verdict().isOk();
    }

    private List<Fault> asked() {
        return options.faults().isEmpty()
                ? Catalogue.shortSet()
                : options.faults().stream()
                        .flatMap(name -> chosen(name).stream())
                        .distinct()
                        .toList();
    }

    private static List<Fault> chosen(String name) {
        return switch (name) {
            case "all" -> Catalogue.all();
            case "short" -> Catalogue.shortSet();
            default ->
                Catalogue.all().stream()
                        .filter(fault -> fault.name().equals(name))
                        .toList();
        };
    }

    private static void keepOnlyIf(boolean wanted, Path history) throws IOException {
        if (!wanted) {
            Files.deleteIfExists(history);
        }
    }

    private int wrong(String what) {
        err.println("crash-drill: " + what);
        return WRONG_OPTION;
    }

    /** Also then the last line is a verdict. */
    private int brokeOff(Exception failure) {
        err.println("crash-drill: " + String.valueOf(failure).replaceAll("\\s*\\R\\s*", " "));
        var nothing = new Judgement(0, 0, 0, new Findings());
        out.println(new Verdict(options.seed(), 0, false, nothing).line());
        return FAILED;
    }
}

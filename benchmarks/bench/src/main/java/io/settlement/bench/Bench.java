package io.settlement.bench;

import io.settlement.bench.engine.Engines;
import io.settlement.bench.engine.OwnEngines;
import io.settlement.bench.engine.UpSystem;
import io.settlement.bench.report.Alone;
import io.settlement.bench.report.Charts;
import io.settlement.bench.report.Results;
import io.settlement.bench.report.ResultsDocument;
import io.settlement.bench.report.Surroundings;
import io.settlement.localstack.FileTrees;
import io.settlement.localstack.ProjectRoot;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The benchmark as a command: reads the options, starts engines, lets contenders take turns, writes what came of it. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = "Runs this project and other ways of moving money under one load, and compares.")
public final class Bench implements Callable<Integer> {

    /** Exit codes: every run has conserved and every requirement holds; not so; an option is wrong and nothing was started. */
    static final int CONSERVED = 0;

    static final int FAILED = 1;
    static final int WRONG_OPTION = 2;

    @Mixin
    private BenchOptions options;

    private final Path root;
    private final PrintStream out;
    private final PrintStream err;

    /** @param root of the checkout: data goes to .local/bench, results to benchmarks/target and docs/benchmarks */
    Bench(Path root, PrintStream out, PrintStream err) {
        this.root = root;
        this.out = out;
        this.err = err;
    }

    public static void main(String[] arguments) {
        System.exit(new Bench(ProjectRoot.locate(), System.out, System.err).execute(arguments));
    }

    int execute(String... arguments) {
        return new CommandLine(this)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler((wrong, ignored) -> refused(wrong))
                .setExecutionExceptionHandler((failure, line, parsed) -> failed(failure))
                .execute(arguments);
    }

    @Override
    public Integer call() throws Exception {
        options.check();
        return options.alone() ? recordAlone() : compare();
    }

    private int compare() throws Exception {
        try (var engines = engines(options.contenders())) {
            var surroundings = Surroundings.of(engines, root);
            var results = new Results(new Rounds(options, options.contenders(), engines, out::println).run());
            var handicaps = Alone.read(aloneFile()).handicaps(results);
            write(results, surroundings, handicaps);
            handicaps.forEach(handicap -> err.println("bench: void: " + handicap));
            return results.conserved() && handicaps.isEmpty() && requirementsHold(results) ? CONSERVED : FAILED;
        }
    }

    private boolean requirementsHold(Results results) {
        var missed = options.requirements().stream()
                .flatMap(requirement -> requirement.missed(results).stream())
                .toList();
        missed.forEach(miss -> err.println("bench: missed: " + miss));
        return missed.isEmpty();
    }

    /** Each on engines that are started for it. */
    private int recordAlone() throws Exception {
        boolean conserved = true;
        for (var contender : options.contenders()) {
            try (var engines = engines(List.of(contender))) {
                var results = new Results(new Rounds(options, List.of(contender), engines, out::println).run());
                conserved &= results.conserved();
                Alone.read(aloneFile()).with(results).write(aloneFile());
            }
        }
        return conserved ? CONSERVED : FAILED;
    }

    /** Spoiled books are no result for a reader. */
    private void write(Results results, Surroundings surroundings, List<String> handicaps) throws IOException {
        var raw = rawData().resolve("results.json");
        results.write(raw, surroundings.configurationDigest());
        out.println("raw data: " + root.relativize(raw));
        if (!options.plantsCent()) {
            var folder = options.documentFolder(root);
            Charts.write(results, folder);
            new ResultsDocument(results, surroundings, options.words(), handicaps).write(folder.resolve("RESULTS.md"));
            out.println("results: " + folder.resolve("RESULTS.md"));
        }
    }

    private Path rawData() {
        return root.resolve("benchmarks").resolve("target");
    }

    private Path aloneFile() {
        return rawData().resolve("alone.json");
    }

    private Engines engines(List<String> contenders) throws Exception {
        var folder = root.resolve(".local").resolve("bench");
        UpSystem.removeRemains(root, folder);
        FileTrees.delete(folder);
        return Contenders.needSystem(contenders) ? new UpSystem(root, folder) : new OwnEngines(folder);
    }

    private int refused(Exception wrong) {
        err.println("bench: " + wrong.getMessage() + "; --help lists what is accepted");
        return WRONG_OPTION;
    }

    private int failed(Exception failure) {
        if (failure instanceof IllegalArgumentException) {
            return refused(failure);
        }
        err.println("bench: " + failure);
        return FAILED;
    }
}

package io.settlement.bench;

import io.settlement.bench.engine.Engines;
import io.settlement.bench.workload.Population;
import io.settlement.bench.workload.Workload;
import io.settlement.load.plan.Wording;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** The kit's command line. Everything is checked before anything is started. */
final class BenchOptions {

    private static final int QUICK_ROUNDS = 3;
    private static final int QUICK_SECONDS = 3;
    private static final int ROUNDS = 5;
    private static final int SECONDS = 10;
    private static final int OPEN_PERCENT = 20;
    private static final int WARM_UPS = 6;
    private static final int QUICK_WARM_UPS = 2;
    private static final int ACCOUNTS = 10_000;
    private static final int QUICK_ACCOUNTS = 4_000;

    @Option(names = "--quick", description = "uniform, three short rounds: under six minutes")
    private boolean quick;

    @Option(names = "--rounds", paramLabel = "N", description = "how often the contenders take turns (5; quick: 3)")
    private Integer rounds;

    @Option(names = "--seconds", paramLabel = "N", description = "how long each run sends (10; quick: 3)")
    private Integer seconds;

    @Option(
            names = "--warm-up",
            paramLabel = "N",
            description = "at most so many runs before the first round, until it gets no faster (6; quick: 2)")
    private Integer warmUps;

    @Option(names = "--contenders", paramLabel = "A,B", split = ",", description = "only these (all)")
    private List<String> contenders = List.of();

    @Option(names = "--workload", paramLabel = "A,B", split = ",", description = "only these (all; quick: uniform)")
    private List<String> workloads = List.of();

    @Option(
            names = "--clients",
            paramLabel = "N,M",
            split = ",",
            description = "try these numbers of clients, the best one counts (each contender's own)")
    private List<Integer> clients = List.of();

    @Option(
            names = "--alone",
            description =
                    "record what each contender reaches when it has the machine to itself; later runs are held against it")
    private boolean alone;

    @Option(names = "--accounts", paramLabel = "N", description = "a multiple of 4 (10000; quick: 4000)")
    private Integer accounts;

    @Option(names = "--seed", paramLabel = "N", description = "equal seeds draw equal transfers (${DEFAULT-VALUE})")
    private long seed = 1;

    @Option(
            names = "--open",
            paramLabel = "PERCENT",
            description = "then an open loop at this share of each contender's own figure (20; quick: 0, none)")
    private Integer open;

    @Option(
            names = "--require",
            paramLabel = "A/B=R",
            description = "exit code 1 unless A settles R times as much as B, in every workload. Repeatable")
    private List<String> requirements = List.of();

    @Option(names = "--document", paramLabel = "DIR", description = "for RESULTS.md and charts (docs/benchmarks)")
    private Path document;

    @Option(
            names = "--plant",
            paramLabel = "WHAT",
            description = "cent: put one minor unit too much into the books of every run; they must not be conserved")
    private Planted plant = Planted.NOTHING;

    /** What is done to the books before they are read. */
    enum Planted {
        NOTHING,
        CENT;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** @throws IllegalArgumentException in one line */
    BenchOptions check() {
        contenders.forEach(name -> require(
                Contenders.names().contains(name),
                "no contender '" + name + "'; there are " + String.join(", ", Contenders.names())));
        workloads();
        population();
        require(rounds() >= 1 && rounds() <= 100, "--rounds must be from 1 to 100");
        require(length().toSeconds() >= 1 && length().toSeconds() <= 3_600, "--seconds must be from 1 to 3600");
        require(warmUps() >= 1 && warmUps() <= 100, "--warm-up must be from 1 to 100");
        require(openShare() >= 0 && openShare() <= 1, "--open must be from 0 to 100");
        requirements();
        clients.forEach(number -> require(
                number >= 1 && number <= Population.MOST_CLIENTS,
                "--clients must be from 1 to " + Population.MOST_CLIENTS));
        return this;
    }

    List<String> contenders() {
        return contenders.isEmpty()
                ? Contenders.names()
                : Contenders.names().stream().filter(contenders::contains).toList();
    }

    List<Workload> workloads() {
        if (alone) {
            return List.of(Workload.UNIFORM);
        }
        if (!workloads.isEmpty()) {
            return workloads.stream().map(Workload::of).toList();
        }
        return quick ? List.of(Workload.UNIFORM) : Stream.of(Workload.values()).toList();
    }

    /** Empty where each contender's own number is taken. */
    List<Integer> clients() {
        return List.copyOf(clients);
    }

    int rounds() {
        return rounds != null ? rounds : quick ? QUICK_ROUNDS : ROUNDS;
    }

    Duration length() {
        return Duration.ofSeconds(seconds != null ? seconds : quick ? QUICK_SECONDS : SECONDS);
    }

    /** At most. */
    int warmUps() {
        return warmUps != null ? warmUps : quick ? QUICK_WARM_UPS : WARM_UPS;
    }

    Population population() {
        return new Population(accounts != null ? accounts : quick ? QUICK_ACCOUNTS : ACCOUNTS, Engines.DATABASES);
    }

    long seed() {
        return seed;
    }

    /** 0 for none. */
    double openShare() {
        return (open != null ? open : quick || alone ? 0 : OPEN_PERCENT) / 100.0;
    }

    List<Requirement> requirements() {
        return requirements.stream().map(Requirement::parse).toList();
    }

    Path documentFolder(Path root) {
        return document == null ? root.resolve("docs").resolve("benchmarks") : document;
    }

    /** For the reader of the results. */
    String words() {
        return Wording.of(
                "%d rounds in which the contenders took turns, %d s of sending in each run, %,d accounts on %d databases (one"
                        + " for `jdbc-local`), every transfer between two of them, seed %d.",
                rounds(), length().toSeconds(), population().accounts(), Engines.DATABASES, seed);
    }

    boolean alone() {
        return alone;
    }

    boolean plantsCent() {
        return plant == Planted.CENT;
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}

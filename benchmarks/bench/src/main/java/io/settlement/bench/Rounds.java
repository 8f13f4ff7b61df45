package io.settlement.bench;

import io.settlement.bench.contender.Contender;
import io.settlement.bench.engine.Engines;
import io.settlement.bench.measure.Load;
import io.settlement.bench.measure.Run;
import io.settlement.bench.measure.Runner;
import io.settlement.bench.measure.Series;
import io.settlement.bench.report.Results;
import io.settlement.load.plan.Wording;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Lets the contenders take turns: in every round each of them runs once under each load, so that whatever changes on the
 * machine meanwhile meets all of them. Before the first round each runs uncounted until it gets no faster. The open loop
 * comes last, at a share of what each contender reached in the closed one.
 */
final class Rounds {

    private static final String WARM_UP = "warm-up";
    private static final double STILL_RISING = 1.05;
    private static final long SEEDS_PER_ROUND = 1_000;

    private final BenchOptions options;
    private final List<String> names;
    private final Engines engines;
    private final Consumer<String> progress;
    private final Map<String, Contender> contenders = new LinkedHashMap<>();

    /** One contender under one load. */
    private record Point(Contender contender, Load load) {}

    /** @param names the contenders, in the order of their turns */
    Rounds(BenchOptions options, List<String> names, Engines engines, Consumer<String> progress) {
        this.options = options;
        this.names = List.copyOf(names);
        this.engines = engines;
        this.progress = progress;
    }

    List<Series> run() throws InterruptedException {
        try {
            names.forEach(name -> contenders.put(name, Contenders.make(name, engines)));
            for (var contender : contenders.values()) {
                warmUp(contender);
            }
            List<Series> all = new ArrayList<>(run(closed()));
            if (options.openShare() > 0) {
                all.addAll(run(open(new Results(all))));
            }
            return all;
        } finally {
            contenders.values().forEach(Contender::close);
        }
    }

    /** Programs are compiled while they run; the rounds are for what they reach then. */
    private void warmUp(Contender contender) throws InterruptedException {
        var point = new Point(contender, loads(contender).get(0));
        double best = 0;
        for (int run = 1; run <= options.warmUps(); run++) {
            double reached = run(point, WARM_UP).settledPerSecond();
            if (reached < best * STILL_RISING) {
                return;
            }
            best = reached;
        }
    }

    private List<Series> run(List<Point> points) throws InterruptedException {
        Map<Point, List<Run>> runs = new LinkedHashMap<>();
        for (int round = 1; round <= options.rounds(); round++) {
            for (var point : fromAnother(points, round)) {
                long seed = options.seed() + round * SEEDS_PER_ROUND;
                var seeded = new Point(point.contender, point.load.withSeed(seed));
                runs.computeIfAbsent(point, first -> new ArrayList<>()).add(run(seeded, "round " + round));
            }
        }
        return runs.entrySet().stream()
                .map(entry -> new Series(entry.getKey().contender.profile(), entry.getKey().load, entry.getValue()))
                .toList();
    }

    /** Every round begins with another one, so that nobody always comes after the same one and what it leaves to be done. */
    private static List<Point> fromAnother(List<Point> points, int round) {
        var turned = new ArrayList<>(points);
        Collections.rotate(turned, 1 - round);
        return turned;
    }

    private List<Point> closed() {
        return contenders.values().stream()
                .flatMap(contender -> loads(contender).stream().map(load -> new Point(contender, load)))
                .toList();
    }

    private List<Load> loads(Contender contender) {
        var clients = options.clients().isEmpty() ? List.of(contender.profile().clients()) : options.clients();
        return options.workloads().stream()
                .flatMap(workload -> clients.stream()
                        .map(number ->
                                new Load(workload, options.population(), number, 0, options.length(), options.seed())))
                .toList();
    }

    private List<Point> open(Results closed) {
        return closed.best().stream()
                .filter(series -> series.median() > 0)
                .map(series -> new Point(
                        contenders.get(series.contender().name()),
                        series.load().atRate(series.median() * options.openShare())))
                .toList();
    }

    private Run run(Point point, String when) throws InterruptedException {
        boolean planted = options.plantsCent() && !when.equals(WARM_UP);
        var run = new Runner(point.contender, point.load, engines.processes(), planted).run();
        progress.accept(Wording.of(
                "%-8s %-20s %-10s %-11s %,9.0f settled/s  accept p99 %,.1f ms  settle p99 %,.1f ms%s",
                when,
                point.contender.profile().name(),
                point.load.workload().word(),
                point.load.mode(),
                run.settledPerSecond(),
                run.accept().p99(),
                run.settle().p99(),
                run.conserved() ? "" : "  NOT CONSERVED: " + String.join("; ", run.breaks())));
        return run;
    }
}

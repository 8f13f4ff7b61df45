package io.settlement.bench.measure;

import io.settlement.bench.contender.Profile;
import io.settlement.bench.workload.Workload;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The runs of one contender under one load, one for each round. */
public record Series(Profile contender, Load load, List<Run> runs) {

    public static final Comparator<Series> FASTEST_FIRST =
            Comparator.comparingDouble((Series series) -> series.median()).reversed();

    public Series {
        runs = List.copyOf(runs);
    }

    public Workload workload() {
        return load.workload();
    }

    /** Whether the books agreed after every run. */
    public boolean conserved() {
        return !runs.isEmpty() && runs.stream().allMatch(Run::conserved);
    }

    /** Settled transfers per second, one figure for each run whose books agreed. */
    public List<Double> figures() {
        return runs.stream().filter(Run::conserved).map(Run::settledPerSecond).toList();
    }

    /** The median of the figures, 0 if there is none. */
    public double median() {
        return median(figures());
    }

    /** The median of something measured in each run whose books agreed, 0 if there is none. */
    public double medianOf(ToDoubleFunction<Run> measured) {
        return median(runs.stream()
                .filter(Run::conserved)
                .map(measured::applyAsDouble)
                .toList());
    }

    /** Largest less smallest figure, as a share of the median. */
    public double spread() {
        var figures = figures().stream().mapToDouble(Double::doubleValue).summaryStatistics();
        return figures.getCount() == 0 ? 0 : (figures.getMax() - figures.getMin()) / median();
    }

    static double median(List<Double> values) {
        var sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        if (sorted.length == 0) {
            return 0;
        }
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1
                ? sorted[middle]
                : Arrays.stream(sorted, middle - 1, middle + 1).average().orElseThrow();
    }
}

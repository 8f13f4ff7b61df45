package io.settlement.bench;

import io.settlement.bench.measure.Series;
import io.settlement.bench.report.Results;
import io.settlement.load.plan.Wording;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A ratio between two contenders of one benchmark that must be reached: a guard against regressions that holds on any
 * machine, which a time does not.
 */
record Requirement(String contender, String against, double ratio) {

    private static final Pattern FORM = Pattern.compile("([a-z-]+)/([a-z-]+)=(\\d{1,4}(?:\\.\\d{1,3})?)");

    /** @throws IllegalArgumentException where the text is not like {@code settlement-bulk/jdbc-local=1.5} */
    static Requirement parse(String text) {
        var matched = FORM.matcher(text);
        if (!matched.matches()) {
            throw new IllegalArgumentException("'" + text + "' is not like settlement-bulk/jdbc-local=1.5");
        }
        return new Requirement(matched.group(1), matched.group(2), Double.parseDouble(matched.group(3)));
    }

    /** One line for each workload in which the ratio is missed; one line if it was measured in none. */
    Optional<String> missed(Results results) {
        var misses = results.workloads().stream()
                .flatMap(workload -> {
                    double one = median(results, contender, workload.word());
                    double other = median(results, against, workload.word());
                    return one >= ratio * other && one > 0 && other > 0
                            ? Optional.<String>empty().stream()
                            : Optional.of(Wording.of(
                                            "%s: %s %,.0f/s is not %.3f times %s %,.0f/s",
                                            workload.word(), contender, one, ratio, against, other))
                                    .stream();
                })
                .toList();
        return misses.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", misses));
    }

    private static double median(Results results, String contender, String workload) {
        return results.best().stream()
                .filter(series -> series.contender().name().equals(contender))
                .filter(series -> series.workload().word().equals(workload))
                .mapToDouble(Series::median)
                .findFirst()
                .orElse(0);
    }
}

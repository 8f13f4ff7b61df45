package io.settlement.bench.measure;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What one run of one contender came to.
 *
 * @param accepted transfers that the contender promised to settle
 * @param settled transfers whose credit is committed, by the database
 * @param seconds from the first transfer until the last accepted one had ended
 * @param accept how long a call took
 * @param settle how long a transfer took until its credit was committed
 * @param use of this contender's processes during these seconds
 * @param breaks why this run has no figure; empty if the books agree
 */
public record Run(
        long accepted,
        long settled,
        double seconds,
        Quantiles accept,
        Quantiles settle,
        ProcessUse use,
        List<String> breaks) {

    public Run {
        breaks = List.copyOf(breaks);
    }

    /** A run that broke off. */
    static Run failed(Exception failure) {
        var nothing = new Quantiles(0, 0, 0);
        var unused = new ProcessUse(Map.of(), Map.of(), 0);
        return new Run(0, 0, 0, nothing, nothing, unused, List.of("the run broke off: " + words(failure)));
    }

    /** Transaction managers hide in causes and suppressed exceptions what the database said. */
    private static String words(Throwable failure) {
        var hidden = Stream.concat(Stream.ofNullable(failure.getCause()), Stream.of(failure.getSuppressed()));
        return Stream.concat(Stream.of(failure.toString()), hidden.map(Run::words))
                .distinct()
                .collect(Collectors.joining("; "));
    }

    /** Whether nothing was lost, minted, doubled or left open. A run that is not conserved has no figure. */
    public boolean conserved() {
        return breaks.isEmpty();
    }

    public double settledPerSecond() {
        return seconds == 0 ? 0 : settled / seconds;
    }
}

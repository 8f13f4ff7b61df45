package io.settlement.load.outcome;

import io.settlement.load.plan.Wording;
import java.time.Duration;
import java.util.List;
import org.HdrHistogram.AbstractHistogram;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * How long things took, in microseconds, three significant digits. Accept is one bulk request, as its sender saw it;
 * settle is one transfer, from its first submission to the recorded time of its finish, both by this machine's clock.
 */
public final class Latencies {

    private static final long LONGEST_MICROS = Duration.ofHours(1).toNanos() / 1_000;
    private static final int DIGITS = 3;

    private final ConcurrentHistogram accept = new ConcurrentHistogram(LONGEST_MICROS, DIGITS);
    private final Histogram settle = new Histogram(LONGEST_MICROS, DIGITS);

    /** Thread-safe. */
    public void accepted(Duration duration) {
        accept.recordValue(bounded(duration.toNanos() / 1_000));
    }

    /** One thread. */
    void settled(long micros) {
        settle.recordValue(bounded(micros));
    }

    List<String> lines() {
        return List.of(
                Wording.of("%-38s %10s %10s %10s %10s", "latency in ms", "p50", "p95", "p99", "max"),
                line("accept (one request, many transfers)", accept),
                line("settle (submitted to settled)", settle));
    }

    private static String line(String name, AbstractHistogram histogram) {
        return Wording.of(
                "  %-36s %10s %10s %10s %10s",
                name,
                millis(histogram.getValueAtPercentile(50)),
                millis(histogram.getValueAtPercentile(95)),
                millis(histogram.getValueAtPercentile(99)),
                millis(histogram.getMaxValue()));
    }

    private static String millis(long micros) {
        return Wording.of("%,.1f", micros / 1_000.0);
    }

    /** Clocks may step; a negative duration counts as zero instead of ending the run. */
    private static long bounded(long micros) {
        return Math.max(0, Math.min(micros, LONGEST_MICROS));
    }
}

package io.settlement.bench.measure;

import java.time.Duration;
import org.HdrHistogram.AbstractHistogram;
import org.HdrHistogram.ConcurrentHistogram;

/** Latencies of one run in milliseconds; all zero where nothing was timed. */
public record Quantiles(double p50, double p99, double p999) {

    private static final long LONGEST_MICROS = Duration.ofHours(1).toMillis() * 1_000;
    private static final int DIGITS = 3;
    private static final double MICROS_PER_MILLI = 1_000.0;

    static ConcurrentHistogram histogram() {
        return new ConcurrentHistogram(LONGEST_MICROS, DIGITS);
    }

    static Quantiles of(AbstractHistogram micros) {
        return new Quantiles(at(micros, 50), at(micros, 99), at(micros, 99.9));
    }

    /** Clocks may step: a negative time counts as none instead of ending the run. */
    static long bounded(long micros) {
        return Math.max(0, Math.min(micros, LONGEST_MICROS));
    }

    private static double at(AbstractHistogram micros, double percentile) {
        return micros.getTotalCount() == 0 ? 0 : micros.getValueAtPercentile(percentile) / MICROS_PER_MILLI;
    }
}

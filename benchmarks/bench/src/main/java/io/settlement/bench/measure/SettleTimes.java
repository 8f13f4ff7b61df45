package io.settlement.bench.measure;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.HdrHistogram.ConcurrentHistogram;

/** How long each transfer of a run took from when it was due until its credit was committed. Safe for any number of threads. */
public final class SettleTimes {

    private static final int PAGE = 1 << 16;
    private static final int PAGES = 1 << 10;

    private final AtomicReferenceArray<long[]> dueAt = new AtomicReferenceArray<>(PAGES);
    private final ConcurrentHistogram times = Quantiles.histogram();
    private final long startNanos = System.nanoTime();
    private final long startMicros = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());

    /** Called on the sender's thread, before the transfer is sent, with what System.nanoTime() said when it was due. */
    void due(long number, long nanos) {
        pageOf(number)[(int) (number % PAGE)] = nanos - startNanos;
    }

    /** The credit was committed just now. */
    public void settled(long number) {
        record(number, System.nanoTime() - startNanos);
    }

    /** @param micros since the epoch, by this machine's clock */
    public void settledAt(long number, long micros) {
        record(number, (micros - startMicros) * 1_000);
    }

    private void record(long number, long nanos) {
        long micros = (nanos - pageOf(number)[(int) (number % PAGE)]) / 1_000;
        times.recordValue(Quantiles.bounded(micros));
    }

    Quantiles quantiles() {
        return Quantiles.of(times);
    }

    private long[] pageOf(long number) {
        int index = (int) (number / PAGE);
        if (index >= PAGES) {
            throw new IllegalStateException("a run of more than " + (long) PAGE * PAGES + " transfers");
        }
        var page = dueAt.get(index);
        if (page != null) {
            return page;
        }
        dueAt.compareAndSet(index, null, new long[PAGE]);
        return dueAt.get(index);
    }
}

package io.settlement.bench.measure;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Says when the next call of a run is due. In an open loop that is a fixed time, and a call that begins late is timed from
 * when it was due: who waited in line waited, too. Shared by the clients of a run.
 */
final class Pace {

    /** No call is due any more. */
    static final long OVER = -1;

    private static final double NANOS_PER_SECOND = 1e9;

    private final long start;
    private final long length;
    private final double nanosPerCall;
    private final AtomicLong calls = new AtomicLong();

    /** @param start in nanoseconds of System.nanoTime() */
    Pace(Load load, int transfersPerCall, long start) {
        this.start = start;
        this.length = load.length().toNanos();
        this.nanosPerCall = load.isOpen() ? transfersPerCall * NANOS_PER_SECOND / load.rate() : 0;
    }

    /** Waits until the next call is due; the time it was due at, or {@link #OVER}. */
    long awaitNext() {
        long now = System.nanoTime();
        if (nanosPerCall == 0) {
            return now - start < length ? now : OVER;
        }
        long after = (long) (calls.getAndIncrement() * nanosPerCall);
        if (after >= length) {
            return OVER;
        }
        while (now - start < after) {
            LockSupport.parkNanos(start + after - now);
            now = System.nanoTime();
        }
        return start + after;
    }
}

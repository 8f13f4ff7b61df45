package io.settlement.faults;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A count that only rises and can be waited for. Thread-safe. */
final class Progress {

    private final String what;
    private int count;

    /** @param what completes "has not ...", for the message of a wait that was in vain */
    Progress(String what) {
        this.what = what;
    }

    synchronized void step() {
        count++;
        notifyAll();
    }

    synchronized int count() {
        return count;
    }

    /** @throws IllegalStateException when the time has passed, or the thread was interrupted */
    void await(int atLeast, Duration atMost) {
        try {
            if (!reaches(atLeast, Optional.of(atMost))) {
                throw new IllegalStateException(
                        "After " + atMost + " the fault has not " + what + " " + atLeast + " times but " + count());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the fault has not " + what, e);
        }
    }

    /** Waits for the first step, for ever when no time is given; the time passing is an ordinary end here. */
    void awaitFirst(Optional<Duration> atMost) throws InterruptedException {
        reaches(1, atMost);
    }

    private synchronized boolean reaches(int atLeast, Optional<Duration> atMost) throws InterruptedException {
        long until = System.nanoTime() + atMost.map(Duration::toNanos).orElse(0L);
        while (count < atLeast) {
            if (atMost.isEmpty()) {
                wait();
                continue;
            }
            long left = until - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        return true;
    }
}

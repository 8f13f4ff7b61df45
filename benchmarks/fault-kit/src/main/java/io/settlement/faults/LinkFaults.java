package io.settlement.faults;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * The faults of one direction of a link, shared by all its connections. Thread-safe: switched by the test, obeyed by
 * the pump threads, and every switch wakes those that wait, so that {@link #heal()} is felt at once.
 */
final class LinkFaults {

    private enum Passage {
        OPEN,
        STALLED,
        DISCARDING
    }

    private Passage passage = Passage.OPEN;
    private Duration delay = Duration.ZERO;
    private double lossRate;
    private Duration retransmission = Duration.ZERO;
    private long bytesPerSecond;
    private long changes;

    synchronized void stall() {
        passage = Passage.STALLED;
        changed();
    }

    synchronized void discard() {
        passage = Passage.DISCARDING;
        changed();
    }

    synchronized void delay(Duration perRead) {
        if (perRead.isNegative()) {
            throw new IllegalArgumentException("A delay cannot be negative: " + perRead);
        }
        delay = perRead;
        changed();
    }

    synchronized void lose(double rate, Duration untilSentAgain) {
        if (rate < 0 || rate > 1 || untilSentAgain.isNegative()) {
            throw new IllegalArgumentException("Not a rate of loss: " + rate + ", again after " + untilSentAgain);
        }
        lossRate = rate;
        retransmission = untilSentAgain;
        changed();
    }

    synchronized void rate(long newBytesPerSecond) {
        if (newBytesPerSecond <= 0) {
            throw new IllegalArgumentException("A rate must be above zero, or use stall(): " + newBytesPerSecond);
        }
        bytesPerSecond = newBytesPerSecond;
        changed();
    }

    synchronized void heal() {
        passage = Passage.OPEN;
        delay = Duration.ZERO;
        lossRate = 0;
        bytesPerSecond = 0;
        changed();
    }

    private void changed() {
        changes++;
        notifyAll();
    }

    /** Waits until neither stalled nor discarding: what opens or ends a connection must not slip past a partition. */
    synchronized void awaitOpen() throws InterruptedException {
        while (passage != Passage.OPEN) {
            wait();
        }
    }

    /** Waits while stalled, so that the caller leaves the bytes in the kernel, as a peer that has gone half-open does. */
    synchronized void awaitNotStalled() throws InterruptedException {
        while (passage == Passage.STALLED) {
            wait();
        }
    }

    /** Runs {@code lost} under the lock and answers true when bytes are to be thrown away; so heal() cannot miss it. */
    synchronized boolean discards(Runnable lost) {
        if (passage == Passage.DISCARDING) {
            lost.run();
            return true;
        }
        return false;
    }

    /** What is lost is sent again, and may be lost again; everything behind it on the connection waits. */
    synchronized void awaitDelay() throws InterruptedException {
        waitUnlessChanged(delay.toNanos());
        Duration again = retransmission;
        while (lossRate > 0 && ThreadLocalRandom.current().nextDouble() < lossRate) {
            waitUnlessChanged(again.toNanos());
            again = again.multipliedBy(2);
        }
    }

    /** How many of {@code available} bytes may go in one write, so that a slow link trickles instead of bursting. */
    synchronized int slice(int available) {
        return bytesPerSecond == 0 ? available : (int) Math.min(available, Math.max(1, bytesPerSecond / 20));
    }

    synchronized void awaitTurnFor(int bytes) throws InterruptedException {
        if (bytesPerSecond > 0) {
            waitUnlessChanged(bytes * TimeUnit.SECONDS.toNanos(1) / bytesPerSecond);
        }
    }

    private void waitUnlessChanged(long nanos) throws InterruptedException {
        long until = System.nanoTime() + nanos;
        long seen = changes;
        for (long left = nanos; left > 0 && changes == seen; left = until - System.nanoTime()) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
    }
}

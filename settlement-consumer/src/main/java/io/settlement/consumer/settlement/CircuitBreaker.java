package io.settlement.consumer.settlement;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Leaves a shard alone that keeps failing: opens after so many infrastructure failures in a row, lets one trial through
 * each time the pause is over, and closes at the first success. Safe for any number of threads.
 */
final class CircuitBreaker {

    private final int failuresToOpen;
    private final Duration pause;
    private final Clock clock;
    private int failures;
    private Instant nextTrial = Instant.MIN;

    CircuitBreaker(int failuresToOpen, Duration pause, Clock clock) {
        this.failuresToOpen = failuresToOpen;
        this.pause = pause;
        this.clock = clock;
    }

    /** Whether work may be queued: closed, or a trial is due. Takes no trial. */
    synchronized boolean admits() {
        return failures < failuresToOpen || trialIsDue();
    }

    /** Whether work may start now. While open, every true is the one trial of a pause. */
    synchronized boolean permits() {
        if (failures < failuresToOpen) {
            return true;
        }
        if (!trialIsDue()) {
            return false;
        }
        nextTrial = clock.instant().plus(pause);
        return true;
    }

    synchronized void succeeded() {
        failures = 0;
    }

    synchronized void failed() {
        failures++;
        nextTrial = clock.instant().plus(pause);
    }

    synchronized boolean isOpen() {
        return failures >= failuresToOpen;
    }

    /** A clock that was set back must not keep a shard shut off for longer than the pause. */
    private boolean trialIsDue() {
        var now = clock.instant();
        return !now.isBefore(nextTrial) || nextTrial.isAfter(now.plus(pause));
    }
}

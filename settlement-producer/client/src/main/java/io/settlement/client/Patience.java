package io.settlement.client;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** How long one call goes on, and whom it asks: a deadline, a number of tries, and growing pauses. For one thread. */
final class Patience {

    private final ClientOptions options;
    private final Round round;
    private final long deadline;
    private int tried;
    private Duration backoff;

    Patience(ClientOptions options, Round round) {
        this.options = options;
        this.round = round;
        this.deadline = System.nanoTime() + options.deadline().toNanos();
        this.backoff = options.firstBackoff();
    }

    Round round() {
        return round;
    }

    Duration left() {
        return Duration.ofNanos(Math.max(1, deadline - System.nanoTime()));
    }

    /**
     * Waits until the next try; false if there is none. The other producers are asked at once, a pause is made when all have
     * been; but nobody is asked before a Retry-After is over.
     */
    boolean pause(Optional<Duration> retryAfter) {
        tried++;
        if (tried >= options.tries() || Thread.currentThread().isInterrupted()) {
            return false;
        }
        var pause = nextPause(retryAfter);
        return pause.compareTo(left()) < 0 && sleep(pause);
    }

    private Duration nextPause(Optional<Duration> retryAfter) {
        if (retryAfter.isEmpty() && !round.isOver()) {
            return Duration.ZERO;
        }
        var random = jittered(backoff);
        backoff = shorter(backoff.multipliedBy(2), options.longestBackoff());
        return retryAfter
                .map(wait -> wait.plus(jittered(options.firstBackoff())))
                .filter(wait -> wait.compareTo(random) > 0)
                .orElse(random);
    }

    private static Duration jittered(Duration longest) {
        long nanos = longest.toNanos();
        return Duration.ofNanos(ThreadLocalRandom.current().nextLong(nanos / 2, nanos + 1));
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static boolean sleep(Duration pause) {
        try {
            TimeUnit.NANOSECONDS.sleep(pause.toNanos());
            return true;
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}

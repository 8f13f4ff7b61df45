package io.settlement.load.door;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How long to wait before the same request is sent again, and when to give up.
 *
 * @param first before the first repetition; doubled each time
 * @param patience how long one request is repeated in all
 */
public record Backoff(Duration first, Duration longest, Duration patience) {

    private static final int MOST_DOUBLINGS = 20;

    public static Backoff standard() {
        return new Backoff(Duration.ofMillis(10), Duration.ofMillis(500), Duration.ofSeconds(60));
    }

    /** The wait before repetition number {@code repetition}, from 1; between half and all of it, so that clients part. */
    Duration before(int repetition) {
        int doublings = Math.min(repetition - 1, MOST_DOUBLINGS);
        long nanos = Math.min(first.toNanos() << doublings, longest.toNanos());
        return Duration.ofNanos(nanos / 2 + ThreadLocalRandom.current().nextLong(nanos / 2 + 1));
    }
}

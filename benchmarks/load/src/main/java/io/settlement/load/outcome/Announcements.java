package io.settlement.load.outcome;

import io.settlement.load.door.Pause;
import java.time.Clock;
import java.time.Duration;

/** Counts the messages that are announced from its making on. */
public final class Announcements {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);
    /** Longer than the broker takes to check back on a half message whose commit was lost. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final MessageCount count;
    private final Clock clock;
    private final Pause pause;
    private final long before;

    public Announcements(MessageCount count, Clock clock, Pause pause) throws Exception {
        this.count = count;
        this.clock = clock;
        this.pause = pause;
        this.before = count.announced();
    }

    /** How many there are, once there are as many as expected or patience has ended. */
    long awaitAtLeast(long expected) throws Exception {
        var giveUpAt = clock.instant().plus(PATIENCE);
        long seen = count.announced() - before;
        while (seen < expected && clock.instant().isBefore(giveUpAt)) {
            pause.of(BETWEEN_LOOKS);
            seen = count.announced() - before;
        }
        return seen;
    }
}

package io.settlement.simulation.steps;

import java.time.Duration;

/**
 * What becomes of a COMMIT that is sent.
 *
 * @param arrives how long it is on the wire, where it comes late
 * @param givenUp after how long its process stops waiting for an answer that does not come
 */
public record CommitFate(Kind kind, Duration arrives, Duration givenUp) {

    public static final CommitFate ANSWERED = new CommitFate(Kind.ANSWERED, Duration.ZERO, Duration.ZERO);

    /** From the commit that everybody hopes for to the one that never was. */
    public enum Kind {
        ANSWERED,
        ANSWER_LOST,
        LATE,
        LOST
    }
}

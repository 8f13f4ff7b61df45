package io.settlement.load.door;

import io.settlement.load.plan.Wording;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** The tries of one request: counts them, waits between them, and says when patience is at an end. One thread. */
final class Repetition {

    private final Backoff backoff;
    private final Clock clock;
    private final Pause pause;
    private final Instant giveUpAt;
    private int repetitions;

    Repetition(Backoff backoff, Clock clock, Pause pause) {
        this.backoff = backoff;
        this.clock = clock;
        this.pause = pause;
        this.giveUpAt = clock.instant().plus(backoff.patience());
    }

    /**
     * Waits before the next try.
     *
     * @param what the request, for the message
     * @param why what the last try brought
     * @throws DoorFailure if the request was repeated for as long as patience lasts
     */
    void await(String what, String why) throws InterruptedException {
        if (clock.instant().isAfter(giveUpAt)) {
            throw new DoorFailure(Wording.of(
                    "%s had no definite answer in %d s and %d tries; the last one brought: %s",
                    what, seconds(backoff.patience()), repetitions + 1, why));
        }
        repetitions++;
        pause.of(backoff.before(repetitions));
    }

    private static long seconds(Duration duration) {
        return duration.toSeconds();
    }
}

package io.settlement.consumer.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import io.settlement.testing.StandingClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CircuitBreakerTest {

    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final StandingClock clock = new StandingClock("1970-01-01T00:00:00Z");
    private final CircuitBreaker breaker = new CircuitBreaker(3, PAUSE, clock);

    @Test
    void leavesAShardAloneThatFailedSeveralTimesInARow() {
        fail(3);

        assertThat(breaker.isOpen()).isTrue();
        assertThat(breaker.admits()).isFalse();
        assertThat(breaker.permits()).isFalse();
    }

    @Test
    void staysClosedWhileFailuresAreNotInARow() {
        fail(2);
        breaker.succeeded();
        fail(2);

        assertThat(breaker.isOpen()).isFalse();
        assertThat(breaker.permits()).isTrue();
    }

    @Test
    void letsOneTrialThroughAfterEachPauseAndClosesAtTheFirstSuccess() {
        fail(3);
        clock.move(PAUSE);
        assertThat(breaker.admits()).isTrue();
        assertThat(breaker.permits()).isTrue();
        assertThat(breaker.permits()).as("a second trial").isFalse();

        fail(1);
        assertThat(breaker.permits()).as("before the next pause is over").isFalse();

        clock.move(PAUSE);
        assertThat(breaker.permits()).isTrue();
        breaker.succeeded();
        assertThat(breaker.isOpen()).isFalse();
        assertThat(breaker.admits()).isTrue();
    }

    @Test
    void isNotHeldOpenByAClockThatIsSetBack() {
        fail(3);
        clock.move(Duration.ofDays(-3));

        assertThat(breaker.permits()).isTrue();
    }

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            breaker.failed();
        }
    }
}

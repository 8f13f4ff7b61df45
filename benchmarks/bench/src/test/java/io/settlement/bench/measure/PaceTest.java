package io.settlement.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PaceTest {

    private static final long START = System.nanoTime();

    @Test
    void callsOfAnOpenLoopAreDueAtFixedTimesHoweverLateTheyBegin() {
        var pace = new Pace(Runs.load(1, 100), 25, START - TimeUnit.HOURS.toNanos(1));
        List<Long> due = new ArrayList<>();
        for (long next = pace.awaitNext(); next != Pace.OVER; next = pace.awaitNext()) {
            due.add(next - START + TimeUnit.HOURS.toNanos(1));
        }
        assertThat(due).containsExactly(0L, 250_000_000L, 500_000_000L, 750_000_000L);
    }

    @Test
    void waitsUntilACallIsDue() {
        long start = System.nanoTime();
        var pace = new Pace(Runs.load(1, 50), 1, start);
        pace.awaitNext();
        pace.awaitNext();
        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(20_000_000);
    }

    @Test
    void callOfAClosedLoopIsDueWhenItIsAskedFor() {
        long before = System.nanoTime();
        assertThat(new Pace(Runs.load(1, 0), 1, before).awaitNext()).isGreaterThanOrEqualTo(before);
        assertThat(new Pace(Runs.load(1, 0), 1, before - TimeUnit.SECONDS.toNanos(2)).awaitNext())
                .isEqualTo(Pace.OVER);
    }
}

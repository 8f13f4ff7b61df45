package io.settlement.sharding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.settlement.ledger.Slot;
import io.settlement.testing.StandingClock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TimeSortedIdsTest {

    private static final Slot SLOT = new Slot(321);

    private final StandingClock clock = new StandingClock("2026-11-01T00:00:00Z");
    private final TimeSortedIds ids = new TimeSortedIds(5, clock);

    @Test
    void ascendsAndKeepsTheSlotThroughABurstWithinOneMillisecond() {
        long before = 0;
        for (int i = 0; i < 10_000; i++) {
            long id = ids.next(SLOT);
            assertThat(id).isGreaterThan(before);
            assertThat(Slot.of(id)).isEqualTo(SLOT);
            before = id;
        }
    }

    @Test
    void ascendsWhenTheClockStepsBack() {
        long before = ids.next(SLOT);
        clock.move(Duration.ofHours(-1));
        long after = ids.next(SLOT);
        assertThat(after).isGreaterThan(before);
        clock.move(Duration.ofHours(2));
        assertThat(TimeSortedIds.timeOf(ids.next(SLOT))).isEqualTo(clock.instant());
    }

    @Test
    void tellsWhenItWasMade() {
        assertThat(TimeSortedIds.timeOf(ids.next(SLOT))).isEqualTo(clock.instant());
    }

    @Test
    void cutsTheIdsAtAnInstant() {
        long id = ids.next(SLOT);
        assertThat(TimeSortedIds.firstAt(clock.instant())).isLessThanOrEqualTo(id);
        assertThat(TimeSortedIds.firstAt(clock.instant().plusNanos(1)))
                .as("rounded up to the next millisecond")
                .isGreaterThan(id)
                .isEqualTo(TimeSortedIds.firstAt(clock.instant().plusMillis(1)));
        assertThat(TimeSortedIds.timeOf(TimeSortedIds.firstAt(clock.instant()))).isEqualTo(clock.instant());
        assertThat(TimeSortedIds.firstAt(Instant.MIN)).isZero();
        assertThat(TimeSortedIds.firstAt(Instant.MAX)).isEqualTo(Long.MAX_VALUE);
        assertThat(TimeSortedIds.firstAt(Instant.parse("2500-01-01T00:00:00Z"))).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void differsFromNodeToNode() {
        Set<Long> all = new HashSet<>();
        for (int node = 0; node < TimeSortedIds.NODES; node++) {
            assertThat(all.add(new TimeSortedIds(node, clock).next(SLOT))).isTrue();
        }
        assertThatThrownBy(() -> new TimeSortedIds(TimeSortedIds.NODES, clock))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void repeatsNothingUnderManyThreads() {
        Set<Long> all = ConcurrentHashMap.newKeySet();
        IntStream.range(0, 50_000).parallel().forEach(i -> all.add(ids.next(SLOT)));
        assertThat(all).hasSize(50_000);
    }

    @Test
    void fitsInto63BitsForTheRestOfTheCentury() {
        clock.set(Instant.parse("2094-01-01T00:00:00Z"));
        assertThat(ids.next(new Slot(1023))).isPositive();
    }
}

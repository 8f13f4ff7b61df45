package io.settlement.sharding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.settlement.ledger.Slot;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TimeSortedIdsTest {

    private static final Slot SLOT = new Slot(321);

    private final Hands clock = new Hands(Instant.parse("2026-11-01T00:00:00Z"));
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
        clock.now = clock.now.minusSeconds(3_600);
        long after = ids.next(SLOT);
        assertThat(after).isGreaterThan(before);
        clock.now = clock.now.plusSeconds(7_200);
        assertThat(TimeSortedIds.timeOf(ids.next(SLOT))).isEqualTo(clock.now);
    }

    @Test
    void tellsWhenItWasMade() {
        assertThat(TimeSortedIds.timeOf(ids.next(SLOT))).isEqualTo(clock.now);
    }

    @Test
    void cutsTheIdsAtAnInstant() {
        long id = ids.next(SLOT);
        assertThat(TimeSortedIds.firstAt(clock.now)).isLessThanOrEqualTo(id);
        assertThat(TimeSortedIds.firstAt(clock.now.plusNanos(1)))
                .as("rounded up to the next millisecond")
                .isGreaterThan(id)
                .isEqualTo(TimeSortedIds.firstAt(clock.now.plusMillis(1)));
        assertThat(TimeSortedIds.timeOf(TimeSortedIds.firstAt(clock.now))).isEqualTo(clock.now);
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
        clock.now = Instant.parse("2094-01-01T00:00:00Z");
        assertThat(ids.next(new Slot(1023))).isPositive();
    }

    private static final class Hands extends Clock {
        private Instant now;

        Hands(Instant now) {
            this.now = now;
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}

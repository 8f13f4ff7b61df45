package io.settlement.sharding;

import io.settlement.ledger.Slot;
import java.time.Clock;
import java.time.Instant;

/**
 * Ids that sort by time: 41 bits of milliseconds since 2025, 6 bits of node number, 6 bits of sequence, 10 bits of
 * slot. A burst of more than 64 ids in a millisecond borrows the milliseconds that follow; a clock that steps back is
 * ignored until it catches up. Safe for any number of threads.
 */
public final class TimeSortedIds implements IdSource {

    /** How many nodes can make ids at the same time. */
    public static final int NODES = 64;

    private static final long EPOCH = Instant.parse("2025-01-01T00:00:00Z").toEpochMilli();
    private static final int SLOT_BITS = 10;
    private static final int SEQUENCE_BITS = 6;
    private static final int NODE_BITS = 6;

    private final int node;
    private final Clock clock;
    private long latest;

    public TimeSortedIds(int node, Clock clock) {
        if (node < 0 || node >= NODES) {
            throw new IllegalArgumentException("node number " + node + " is outside 0.." + (NODES - 1));
        }
        this.node = node;
        this.clock = clock;
    }

    @Override
    public long next(Slot slot) {
        long tick = nextTick();
        long millis = tick >>> SEQUENCE_BITS;
        long sequence = tick & ((1L << SEQUENCE_BITS) - 1);
        return (((millis << NODE_BITS | node) << SEQUENCE_BITS | sequence) << SLOT_BITS) | slot.number();
    }

    /** When an id of this layout was made, as the maker's clock had it. */
    public static Instant timeOf(long id) {
        return Instant.ofEpochMilli((id >>> (SLOT_BITS + SEQUENCE_BITS + NODE_BITS)) + EPOCH);
    }

    /** The lowest id that can be made at this instant or later: what is below it was made before. */
    public static long firstAt(Instant instant) {
        long last = 1L << (Long.SIZE - 1 - SLOT_BITS - SEQUENCE_BITS - NODE_BITS);
        long millis = instant.isBefore(Instant.ofEpochMilli(EPOCH)) ? 0 : millisSinceEpoch(instant, last);
        return millis >= last ? Long.MAX_VALUE : millis << (SLOT_BITS + SEQUENCE_BITS + NODE_BITS);
    }

    /** Rounded up: an id says nothing below the millisecond. */
    private static long millisSinceEpoch(Instant instant, long most) {
        long seconds = instant.getEpochSecond() - EPOCH / 1000;
        return seconds > most / 1000 ? most : seconds * 1000 + (instant.getNano() + 999_999) / 1_000_000;
    }

    private synchronized long nextTick() {
        latest = Math.max(latest + 1, (clock.millis() - EPOCH) << SEQUENCE_BITS);
        return latest;
    }
}

package io.settlement.producer.web;

import java.util.concurrent.atomic.AtomicLong;

/** How much memory all bodies together may have, from their first byte until they are answered. Thread-safe. */
final class BodyRoom {

    /** A quarter of the smallest heap that the service is run with: 4,096 short bodies at once, or 120 of the longest. */
    static final long BYTES = 128L << 20;

    /** What a request costs that waits for its body; the first bytes of the body are in it. */
    static final int OF_EACH = 32 << 10;

    /** The first bytes of a body. */
    static final int FREE = 4 << 10;

    private final AtomicLong left;

    BodyRoom(long bytes) {
        left = new AtomicLong(bytes);
    }

    boolean take(long bytes) {
        if (left.addAndGet(-bytes) >= 0) {
            return true;
        }
        left.addAndGet(bytes);
        return false;
    }

    void giveBack(long bytes) {
        left.addAndGet(bytes);
    }
}

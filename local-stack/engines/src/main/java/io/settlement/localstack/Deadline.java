package io.settlement.localstack;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for a condition, never longer than agreed. The only place of this module that sleeps. */
public final class Deadline {
    private static final long PAUSE_MILLIS = 100;

    private final long endNanos;

    private Deadline(Duration length) {
        this.endNanos = System.nanoTime() + length.toNanos();
    }

    public static Deadline in(Duration length) {
        return new Deadline(length);
    }

    /** Whether the condition came true in time. An interrupt ends the wait with the condition's current answer. */
    public boolean await(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > endNanos || !pause()) {
                return condition.getAsBoolean();
            }
        }
        return true;
    }

    private static boolean pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
            return true;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}

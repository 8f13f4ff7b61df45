package io.settlement.operator;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Makes Ctrl-C and SIGTERM a wish: the item in hand is ended, the counts are printed, and the JVM waits for both. Until a
 * run has begun, and after it, the JVM ends at once.
 */
final class Stopping {

    private static final long SECONDS_FOR_THE_ITEM_IN_HAND = 60;

    private volatile boolean asked;

    boolean isAsked() {
        return asked;
    }

    void ask() {
        asked = true;
    }

    /** Does the work on this thread. */
    <T> T during(Supplier<T> work) {
        var done = new CountDownLatch(1);
        var hook = new Thread(
                () -> {
                    ask();
                    await(done);
                },
                "stopping");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            return work.get();
        } finally {
            done.countDown();
            forget(hook);
        }
    }

    private static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ending) {
            // The hook is at work, or about to be; it finds the run done.
        }
    }

    private static void await(CountDownLatch done) {
        try {
            done.await(SECONDS_FOR_THE_ITEM_IN_HAND, TimeUnit.SECONDS);
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
        }
    }
}

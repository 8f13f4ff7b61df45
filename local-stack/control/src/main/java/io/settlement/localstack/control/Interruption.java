package io.settlement.localstack.control;

import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Makes Ctrl-C and SIGTERM an interrupt of the working thread, so that a command cleans up after itself in its own
 * finally blocks, and the JVM waits for them.
 */
final class Interruption {
    private static final long SECONDS_TO_CLEAN_UP = 120;

    private volatile boolean under;

    /** Whether the command was interrupted: what it says from now on is of no interest. */
    boolean isUnderWay() {
        return under;
    }

    /** Does the work on this thread. */
    <T> T handle(Callable<T> work) throws Exception {
        var worker = Thread.currentThread();
        var done = new CountDownLatch(1);
        var hook = new Thread(
                () -> {
                    under = true;
                    worker.interrupt();
                    await(done);
                },
                "interruption");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            return work.call();
        } finally {
            done.countDown();
            if (!under) {
                Runtime.getRuntime().removeShutdownHook(hook);
            }
        }
    }

    private static void await(CountDownLatch done) {
        try {
            done.await(SECONDS_TO_CLEAN_UP, TimeUnit.SECONDS);
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
        }
    }
}

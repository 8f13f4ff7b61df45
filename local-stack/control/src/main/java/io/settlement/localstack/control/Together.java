package io.settlement.localstack.control;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Runs steps at the same time. */
final class Together {
    private static final long SECONDS_TO_GIVE_UP = 30;

    private Together() {}

    /** One step; what it throws ends the others. */
    @FunctionalInterface
    interface Step {
        void run() throws Exception;
    }

    /**
     * Returns when all steps are done. The first that fails, or an interrupt of the caller, interrupts the others; they
     * are waited for before the failure is thrown, so that nothing goes on behind the caller's back.
     */
    static void run(List<Step> steps) throws Exception {
        if (steps.isEmpty()) {
            return;
        }
        var threads = Executors.newFixedThreadPool(steps.size());
        var done = new ExecutorCompletionService<Void>(threads);
        try {
            steps.forEach(step -> done.submit(() -> {
                step.run();
                return null;
            }));
            for (int i = 0; i < steps.size(); i++) {
                done.take().get();
            }
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof Exception cause ? cause : failed;
        } finally {
            threads.shutdownNow();
            awaitUninterrupted(threads);
        }
    }

    /** Runs all steps to their end, whatever happens to the others, and throws the first failure afterwards. */
    static void runAll(List<Step> steps) {
        var failures = new ArrayList<RuntimeException>();
        var guarded = steps.stream()
                .<Step>map(step -> () -> {
                    try {
                        step.run();
                    } catch (RuntimeException failed) {
                        synchronized (failures) {
                            failures.add(failed);
                        }
                    }
                })
                .toList();
        try {
            run(guarded);
        } catch (Exception unexpected) {
            throw new IllegalStateException(unexpected);
        }
        if (!failures.isEmpty()) {
            throw failures.get(0);
        }
    }

    private static void awaitUninterrupted(ExecutorService threads) {
        boolean interrupted = Thread.interrupted();
        try {
            threads.awaitTermination(SECONDS_TO_GIVE_UP, TimeUnit.SECONDS);
        } catch (InterruptedException again) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

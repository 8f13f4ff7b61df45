package io.settlement.load.door;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** Does a task for every number below a count, in ascending order, on a bounded number of threads. */
public final class Crew {

    private Crew() {}

    @FunctionalInterface
    public interface Task {
        void run(int number) throws InterruptedException;
    }

    /** Returns when all is done. The first failure keeps the tasks that have not begun from beginning, and is thrown. */
    public static void forEach(int count, int threads, Task task) throws InterruptedException {
        var next = new AtomicInteger();
        var failed = new AtomicBoolean();
        Callable<Void> worker = () -> {
            try {
                for (int number = next.getAndIncrement();
                        number < count && !failed.get();
                        number = next.getAndIncrement()) {
                    task.run(number);
                }
                return null;
            } catch (Exception | Error failure) {
                failed.set(true);
                throw failure;
            }
        };
        var pool = Executors.newFixedThreadPool(Math.max(1, Math.min(threads, count)));
        try {
            var workers = IntStream.range(0, Math.min(threads, count))
                    .mapToObj(ignored -> worker)
                    .toList();
            for (var done : pool.invokeAll(workers)) {
                done.get();
            }
        } catch (ExecutionException failure) {
            throw failure.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(failure);
        } finally {
            pool.shutdownNow();
        }
    }
}

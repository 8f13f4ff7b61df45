package io.settlement.threads;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** The JVM's own. */
final class RealThreads implements Threads {

    @Override
    public Thread thread(String name, Runnable work) {
        return new Thread(work, name);
    }

    @Override
    public ExecutorService pool(String name, int threads, int waiting) {
        var number = new AtomicInteger();
        var pool = new ThreadPoolExecutor(
                threads,
                threads,
                1,
                TimeUnit.MINUTES,
                new ArrayBlockingQueue<>(waiting),
                task -> daemon(name + "-" + number.incrementAndGet(), task));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    @Override
    public ScheduledExecutorService timer(String name) {
        var timer = new ScheduledThreadPoolExecutor(1, task -> daemon(name, task));
        timer.setRemoveOnCancelPolicy(true);
        return timer;
    }

    private static Thread daemon(String name, Runnable task) {
        var thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public <T> BlockingQueue<T> queue(int capacity) {
        return new ArrayBlockingQueue<>(capacity);
    }

    @Override
    public Semaphore permit() {
        return new Semaphore(1);
    }

    @Override
    public <T> T await(CompletableFuture<T> result, Duration longest)
            throws InterruptedException, ExecutionException, TimeoutException {
        return result.get(longest.toMillis(), TimeUnit.MILLISECONDS);
    }
}

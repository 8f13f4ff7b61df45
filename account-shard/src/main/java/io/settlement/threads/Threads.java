package io.settlement.threads;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeoutException;

/**
 * How the parts of a process run beside each other and wait for each other. A simulation runs one thread at a time and
 * chooses the next, so whoever starts a thread or waits on the money path does it by these; a wait past them would hold
 * the simulation up for ever.
 */
public interface Threads {

    Threads REAL = new RealThreads();

    /** A thread that is yet to be started. */
    Thread thread(String name, Runnable work);

    /**
     * Up to so many threads, gone after a minute without work.
     *
     * @param waiting tasks that wait for a thread; a task more is refused with RejectedExecutionException
     */
    ExecutorService pool(String name, int threads, int waiting);

    /** One thread for what is to be done later; a task that is cancelled is forgotten at once. */
    ScheduledExecutorService timer(String name);

    <T> BlockingQueue<T> queue(int capacity);

    /** One permit, free at first: keeps apart what must not happen at the same time. */
    Semaphore permit();

    /** Waits for a result for as long as that. */
    <T> T await(CompletableFuture<T> result, Duration longest)
            throws InterruptedException, ExecutionException, TimeoutException;
}

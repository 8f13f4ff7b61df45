package io.settlement.simulation.schedule;

import io.settlement.threads.Threads;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeoutException;

/** The threads of one life of a process. */
public final class SimulatedThreads implements Threads {

    private final Scheduler scheduler;
    private final SimulatedProcess process;

    public SimulatedThreads(Scheduler scheduler, SimulatedProcess process) {
        this.scheduler = scheduler;
        this.process = process;
    }

    @Override
    public Thread thread(String name, Runnable work) {
        return new Thread(work, name) {
            @Override
            public void start() {
                scheduler.spawn(process, name, Duration.ZERO, work);
            }
        };
    }

    @Override
    public ExecutorService pool(String name, int threads, int waiting) {
        return new SimulatedPool(scheduler, process, name, threads, waiting);
    }

    @Override
    public ScheduledExecutorService timer(String name) {
        return new SimulatedTimer(scheduler, process, name);
    }

    @Override
    public <T> BlockingQueue<T> queue(int capacity) {
        return new SimulatedQueue<>(scheduler, capacity);
    }

    @Override
    public Semaphore permit() {
        return new SimulatedPermit(scheduler);
    }

    @Override
    public <T> T await(CompletableFuture<T> result, Duration longest)
            throws InterruptedException, ExecutionException, TimeoutException {
        if (!scheduler.await(result::isDone, longest)) {
            throw new TimeoutException();
        }
        return result.get();
    }
}

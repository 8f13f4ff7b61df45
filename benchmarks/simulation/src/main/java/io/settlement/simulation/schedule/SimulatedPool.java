package io.settlement.simulation.schedule;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/** A bounded pool whose threads are strands. Nobody shuts it down: its process is killed. */
final class SimulatedPool extends AbstractExecutorService {

    private final Scheduler scheduler;
    private final SimulatedProcess process;
    private final String name;
    private final int threads;
    private final int mostWaiting;
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private int running;

    SimulatedPool(Scheduler scheduler, SimulatedProcess process, String name, int threads, int mostWaiting) {
        this.scheduler = scheduler;
        this.process = process;
        this.name = name;
        this.threads = threads;
        this.mostWaiting = mostWaiting;
    }

    @Override
    public void execute(Runnable task) {
        if (running < threads) {
            running++;
            scheduler.spawn(process, name, Duration.ZERO, () -> work(task));
        } else if (waiting.size() < mostWaiting) {
            waiting.add(task);
        } else {
            throw new RejectedExecutionException(name + " has no room");
        }
    }

    private void work(Runnable first) {
        for (var task = first; task != null; task = waiting.poll()) {
            task.run();
        }
        running--;
    }

    @Override
    public void shutdown() {
        throw new UnsupportedOperationException("a process that stops");
    }

    @Override
    public List<Runnable> shutdownNow() {
        throw new UnsupportedOperationException("a process that stops");
    }

    @Override
    public boolean isShutdown() {
        return false;
    }

    @Override
    public boolean isTerminated() {
        return false;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        return false;
    }
}

package io.settlement.simulation.schedule;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Delayed;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** A timer whose tasks are strands. Nobody shuts it down: its process is killed. */
final class SimulatedTimer extends AbstractExecutorService implements ScheduledExecutorService {

    private final Scheduler scheduler;
    private final SimulatedProcess process;
    private final String name;

    SimulatedTimer(Scheduler scheduler, SimulatedProcess process, String name) {
        this.scheduler = scheduler;
        this.process = process;
        this.name = name;
    }

    /** A task that has its time; nobody asks it for more than to be forgotten. */
    private static final class Task extends CompletableFuture<Object> implements ScheduledFuture<Object> {

        @Override
        public long getDelay(TimeUnit unit) {
            throw new UnsupportedOperationException();
        }

        @Override
        public int compareTo(Delayed other) {
            throw new UnsupportedOperationException();
        }
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable work, long delay, TimeUnit unit) {
        var task = new Task();
        scheduler.later(Duration.of(delay, unit.toChronoUnit()), () -> {
            if (!task.isCancelled()) {
                scheduler.spawn(process, name, Duration.ZERO, work);
            }
        });
        return task;
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(Runnable work, long first, long delay, TimeUnit unit) {
        scheduler.spawn(process, name, Duration.of(first, unit.toChronoUnit()), () -> {
            while (true) {
                work.run();
                scheduler.sleep(Duration.of(delay, unit.toChronoUnit()));
            }
        });
        return new Task();
    }

    @Override
    public <V> ScheduledFuture<V> schedule(Callable<V> work, long delay, TimeUnit unit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public ScheduledFuture<?> scheduleAtFixedRate(Runnable work, long first, long period, TimeUnit unit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void execute(Runnable work) {
        scheduler.spawn(process, name, Duration.ZERO, work);
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

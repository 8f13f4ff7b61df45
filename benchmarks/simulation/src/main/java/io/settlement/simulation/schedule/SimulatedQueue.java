package io.settlement.simulation.schedule;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A queue whose taker waits by the scheduler. */
final class SimulatedQueue<T> extends ArrayBlockingQueue<T> {
    private static final long serialVersionUID = 1L;

    private final transient Scheduler scheduler;

    SimulatedQueue(Scheduler scheduler, int capacity) {
        super(capacity);
        this.scheduler = scheduler;
    }

    /**
     * Waits until there is something, however long: a taker that looks five times a second into an empty queue makes
     * steps and no history. A dead process's taker is interrupted, for it goes on after any error.
     */
    @Override
    public T poll(long timeout, TimeUnit unit) throws InterruptedException {
        if (scheduler.isKilled()) {
            throw new InterruptedException();
        }
        try {
            scheduler.await(() -> !isEmpty());
        } catch (ProcessKilled end) {
            throw new InterruptedException();
        }
        return poll();
    }
}

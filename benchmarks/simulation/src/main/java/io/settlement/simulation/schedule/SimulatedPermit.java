package io.settlement.simulation.schedule;

import java.util.concurrent.Semaphore;

/** A permit that is waited for by the scheduler. */
final class SimulatedPermit extends Semaphore {
    private static final long serialVersionUID = 1L;

    private final transient Scheduler scheduler;

    SimulatedPermit(Scheduler scheduler) {
        super(1);
        this.scheduler = scheduler;
    }

    @Override
    public void acquireUninterruptibly() {
        scheduler.await(() -> availablePermits() > 0);
        super.acquireUninterruptibly();
    }
}

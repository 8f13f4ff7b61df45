package io.settlement.simulation.schedule;

import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** One simulated thread. Runs only while it has the turn. */
final class Strand implements Runnable {

    /** In all places that wait for no time. */
    static final Instant NEVER = Instant.MAX;

    private static final BooleanSupplier NOT_BEFORE = () -> false;

    final String name;
    final SimulatedProcess process;
    private final Scheduler scheduler;
    private final Runnable body;
    private BooleanSupplier condition;
    private Instant deadline;
    private boolean killed;
    private volatile Thread thread;
    private volatile boolean hasTurn;
    private volatile boolean over;

    /** @param process null for what is part of the world and not of a process */
    Strand(Scheduler scheduler, SimulatedProcess process, String name, Instant start, Runnable body) {
        this.scheduler = scheduler;
        this.process = process;
        this.name = name;
        this.body = body;
        this.condition = NOT_BEFORE;
        this.deadline = start;
    }

    boolean isReady(Instant now) {
        return condition == null || !now.isBefore(deadline) || condition.getAsBoolean();
    }

    /** The earliest time at which it goes on by itself. */
    Instant deadline() {
        return deadline;
    }

    void waitFor(BooleanSupplier wanted, Instant until) {
        condition = wanted;
        deadline = until;
    }

    void goOn() {
        condition = null;
        deadline = NEVER;
    }

    boolean isStarted() {
        return thread != null;
    }

    boolean isOver() {
        return over;
    }

    void kill() {
        killed = true;
    }

    boolean isKilled() {
        return killed;
    }

    /** Called by whoever gives the turn away. */
    void giveTurn() {
        if (thread == null) {
            hasTurn = true;
            Carriers.carry(this);
        } else {
            hasTurn = true;
            LockSupport.unpark(thread);
        }
    }

    void awaitTurn() {
        while (!hasTurn) {
            LockSupport.park(this);
        }
        hasTurn = false;
    }

    @Override
    public void run() {
        thread = Thread.currentThread();
        awaitTurn();
        try {
            body.run();
        } catch (ProcessKilled end) {
            // As it should be.
        } catch (RuntimeException | Error failed) {
            scheduler.failed(this, failed);
        }
        over = true;
        scheduler.finished(this);
    }

    @Override
    public String toString() {
        return process == null ? name : process + " " + name;
    }
}

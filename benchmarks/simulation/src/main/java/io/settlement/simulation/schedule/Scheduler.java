package io.settlement.simulation.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;

/**
 * Runs one strand at a time and draws who is next whenever one waits. Time stands still while anybody can go on, and
 * jumps when nobody can. The same draws give the same history, step by step.
 *
 * <p>Its state is touched by nobody but the strand that has the turn, so it needs no locks.
 */
public final class Scheduler {

    private final RandomGenerator random;
    private final int mostSteps;
    private final Trace trace;
    private final SimulatedClock clock = new SimulatedClock();
    private final List<Strand> strands = new ArrayList<>();
    private final List<Strand> doomed = new ArrayList<>();
    private final List<Strand> ready = new ArrayList<>();
    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparing(Event::at).thenComparing(Event::number));
    private final Thread caller = Thread.currentThread();
    private Strand current;
    private Throwable failure;
    private boolean ending;
    private long eventNumber;
    private int steps;
    private volatile boolean callersTurn;

    /** @param mostSteps a history that has not ended after so many never will */
    public Scheduler(RandomGenerator random, int mostSteps, Trace trace) {
        this.random = random;
        this.mostSteps = mostSteps;
        this.trace = trace;
    }

    private record Event(Instant at, long number, Runnable work) {}

    public SimulatedClock clock() {
        return clock;
    }

    public int steps() {
        return steps;
    }

    /**
     * Runs the body and all strands that come of it, until the body returns. What is left of the others is ended then.
     *
     * @throws HistoryFailed where the body or another strand of the world threw, or nobody could go on
     */
    public void run(String name, Runnable body) {
        spawn(null, name, Duration.ZERO, () -> {
            body.run();
            ending = true;
        });
        passTurn();
        awaitCallersTurn();
        endAll();
        if (failure != null) {
            throw new HistoryFailed(failure);
        }
    }

    /** @param process null for a part of the world, which nothing kills */
    public void spawn(SimulatedProcess process, String name, Duration delay, Runnable body) {
        if (process == null || process.isAlive()) {
            strands.add(new Strand(this, process, name, clock.instant().plus(delay), body));
        }
    }

    /** Something without a thread of its own that must not wait. */
    public void later(Duration delay, Runnable event) {
        events.add(new Event(clock.instant().plus(delay), eventNumber++, event));
    }

    /** Waits until the condition holds; false when it does not within this time. */
    public boolean await(BooleanSupplier condition, Duration longest) {
        return awaitUntil(condition, clock.instant().plus(longest));
    }

    /** Waits until the condition holds, however long. */
    public void await(BooleanSupplier condition) {
        awaitUntil(condition, Strand.NEVER);
    }

    private boolean awaitUntil(BooleanSupplier condition, Instant until) {
        requireLife();
        if (condition.getAsBoolean()) {
            return true;
        }
        waitFor(condition, until);
        return condition.getAsBoolean();
    }

    public void sleep(Duration duration) {
        requireLife();
        waitFor(() -> false, clock.instant().plus(duration));
    }

    /** Lets others go first, perhaps. */
    public void pause() {
        requireLife();
        waitFor(() -> true, Strand.NEVER);
    }

    private void waitFor(BooleanSupplier condition, Instant until) {
        var me = current;
        me.waitFor(condition, until);
        passTurn();
        me.awaitTurn();
        requireLife();
    }

    /** The process that has the turn; null for a part of the world. */
    public SimulatedProcess process() {
        return current == null ? null : current.process;
    }

    /** Whether the strand that has the turn belongs to a dead process, and is on its way out. */
    public boolean isKilled() {
        return current.isKilled();
    }

    /** Takes a strand of a dead process out of its code. */
    public void requireLife() {
        if (current != null && current.isKilled()) {
            throw new ProcessKilled();
        }
    }

    /** Ends a process at once. Where it is the caller's own, this does not return. */
    public void kill(SimulatedProcess process) {
        process.end();
        strands.removeIf(strand -> {
            boolean dies = strand.process == process;
            if (dies) {
                strand.kill();
                doomed.add(strand);
            }
            return dies;
        });
        requireLife();
    }

    public void note(String what) {
        trace.note(clock, current, what);
    }

    /** Gives the turn to whoever is drawn, perhaps to the one that gives it away. */
    private void passTurn() {
        var next = ending || failure != null ? null : choose();
        if (next == null) {
            callersTurn = true;
            LockSupport.unpark(caller);
            return;
        }
        current = next;
        next.goOn();
        next.giveTurn();
    }

    /** Null where the history cannot go on. */
    private Strand choose() {
        while (failure == null) {
            if (++steps > mostSteps) {
                failure = new IllegalStateException("no end after " + mostSteps + " steps");
                return null;
            }
            collectReady();
            boolean due = !events.isEmpty() && !events.peek().at().isAfter(clock.instant());
            int choices = ready.size() + (due ? 1 : 0);
            int drawn = choices < 2 ? 0 : random.nextInt(choices);
            if (drawn < ready.size()) {
                trace.turn(ready.get(drawn));
                return ready.get(drawn);
            }
            if (due) {
                happen(events.poll());
            } else {
                advance();
            }
        }
        return null;
    }

    private void collectReady() {
        ready.clear();
        var now = clock.instant();
        for (var strand : strands) {
            if (strand.isReady(now)) {
                ready.add(strand);
            }
        }
    }

    private void happen(Event event) {
        current = null;
        try {
            event.work().run();
        } catch (RuntimeException | Error failed) {
            failure = failed;
        }
    }

    private void advance() {
        var next = events.isEmpty() ? Strand.NEVER : events.peek().at();
        for (var strand : strands) {
            if (strand.deadline().isBefore(next)) {
                next = strand.deadline();
            }
        }
        if (next.equals(Strand.NEVER)) {
            failure = new IllegalStateException("nobody can go on");
        } else {
            clock.advanceTo(next);
        }
    }

    void failed(Strand strand, Throwable thrown) {
        if (failure == null && !strand.isKilled()) {
            failure = thrown;
        }
    }

    void finished(Strand strand) {
        strands.remove(strand);
        if (ending && strand.isKilled()) {
            callersTurn = true;
            LockSupport.unpark(caller);
        } else {
            passTurn();
        }
    }

    /** Strands that have begun are in the middle of the services' code and must come out of it. */
    private void endAll() {
        ending = true;
        doomed.addAll(strands);
        strands.clear();
        for (var strand : doomed) {
            strand.kill();
        }
        for (var strand : List.copyOf(doomed)) {
            if (strand.isStarted() && !strand.isOver()) {
                current = strand;
                strand.giveTurn();
                awaitCallersTurn();
            }
        }
    }

    private void awaitCallersTurn() {
        while (!callersTurn) {
            LockSupport.park(this);
        }
        callersTurn = false;
    }
}

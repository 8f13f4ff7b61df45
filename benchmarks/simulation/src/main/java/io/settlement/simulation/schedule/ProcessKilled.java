package io.settlement.simulation.schedule;

/**
 * Takes a strand of a process that is dead out of the code it was in. Whatever that code still does on its way out has
 * no effect: the ports throw this again, and nobody hears the dead.
 */
public final class ProcessKilled extends Error {
    private static final long serialVersionUID = 1L;

    ProcessKilled() {
        super("the process is dead", null, false, false);
    }
}

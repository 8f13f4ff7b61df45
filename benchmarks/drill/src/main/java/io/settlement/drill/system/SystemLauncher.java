package io.settlement.drill.system;

/** Starts a system for a drill. Called once, after every option has been found to be right. */
@FunctionalInterface
public interface SystemLauncher {

    /** @throws Exception whose message says in one line what could not be started */
    DrilledSystem start() throws Exception;
}

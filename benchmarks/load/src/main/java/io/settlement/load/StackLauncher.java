package io.settlement.load;

/** Starts the engines and services that a run needs. Called once, after every option has been found to be right. */
@FunctionalInterface
public interface StackLauncher {

    /** @throws Exception whose message says in one line what could not be started and how to mend it */
    RunningStack start(StackRequest request) throws Exception;
}

package io.settlement.localstack;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/** One engine of the stack. Cheap to construct: nothing runs and no file is written before {@link #start()}. */
public interface Engine {

    /** The process behind it, with its ports, log file and data folder. */
    EngineProcess process();

    /**
     * Starts the engine if it does not run, and returns when it answers real requests.
     *
     * @throws PortTaken if one of its ports is in use
     * @throws EngineFailed if it does not answer in time; the message carries the end of its log
     */
    void start();

    /** Asks it to end, kills it if it does not; returns when it is gone. Its data stays. */
    void stop();

    /** Whether it answers a real request now: a query, a route, a login. */
    boolean isReady();

    default void kill() {
        process().kill();
    }

    default void pause() {
        process().pause();
    }

    default void resume() {
        process().resume();
    }

    default boolean isRunning() {
        return process().isRunning();
    }

    default OptionalLong pid() {
        return process().pid();
    }

    default List<EnginePort> ports() {
        return process().ports();
    }

    default Path logFile() {
        return process().logFile();
    }
}

package io.settlement.drill.system;

/** One process of the system. Safe for one thread at a time. */
public interface Part {

    /** {@code producer-0}, {@code shard-1}, {@code broker}. */
    String name();

    /** SIGKILL; returns when it is gone. */
    void kill();

    /** SIGTERM; returns when it has ended by itself, or was killed for not doing so. */
    void stop();

    /** SIGSTOP: its connections stay open, nothing answers. */
    void pause();

    void resume();

    /** Returns when it answers; does nothing if it runs. */
    void start();

    boolean isRunning();
}

package io.settlement.localstack;

/** How long a started engine lives. */
public enum Lifetime {
    /** Until somebody stops it: the JVM that started it may end. */
    DETACHED,
    /** No longer than this JVM, however it ends: a {@link Watchdog} kills the engine when the JVM is gone. */
    THIS_JVM
}

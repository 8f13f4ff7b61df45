package io.settlement.producer.batching;

import io.settlement.contract.TransfersDebited;

/**
 * Brings a debit and its message together: sends the half message, runs the debit inside, ends the half by what the
 * debit says. The module boundary to RocketMQ.
 */
public interface Announcer {

    /** What becomes of the half message. */
    enum Verdict {
        COMMIT,
        ROLLBACK,
        UNKNOWN
    }

    /** The debit of one batch. Called at most once, on the calling thread, and only after the half is stored. */
    @FunctionalInterface
    interface Debit {
        Verdict run();
    }

    /** Never throws. Where it returns without having called the debit, it never will. */
    void announce(TransfersDebited notice, Debit debit);
}

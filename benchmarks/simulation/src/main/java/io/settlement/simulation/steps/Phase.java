package io.settlement.simulation.steps;

import java.util.Locale;

/** How far an operation is when something can happen to it. */
public enum Phase {
    /** Nothing of it has left the process. */
    ASKED,
    /** All statements are done in an open transaction, COMMIT is not sent. */
    WRITTEN,
    /** COMMIT is on the wire: it arrives later, or never. */
    COMMIT_SENT,
    /** It is done, and its process has not read the answer. */
    DONE;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}

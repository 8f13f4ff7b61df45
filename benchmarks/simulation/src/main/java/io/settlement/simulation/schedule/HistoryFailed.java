package io.settlement.simulation.schedule;

/** A history came to no good end; the cause says why. */
public final class HistoryFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    HistoryFailed(Throwable cause) {
        super(cause.toString(), cause);
    }
}

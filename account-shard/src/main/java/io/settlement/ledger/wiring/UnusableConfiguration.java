package io.settlement.ledger.wiring;

/** A configuration file says nothing, or something wrong. The message is one line: what, and how to mend it. */
public final class UnusableConfiguration extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    UnusableConfiguration(String message) {
        super(message);
    }

    UnusableConfiguration(String message, Throwable cause) {
        super(message, cause);
    }
}

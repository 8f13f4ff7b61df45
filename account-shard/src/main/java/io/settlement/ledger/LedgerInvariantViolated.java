package io.settlement.ledger;

/** Something that cannot be, was found. Never retried quietly: it ends in a dead letter and an alert. */
public final class LedgerInvariantViolated extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public LedgerInvariantViolated(String what, Object expected, Object found) {
        super(what + ": expected " + expected + ", found " + found + ". Indicates a bug.");
    }
}

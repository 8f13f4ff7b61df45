package io.settlement.operator;

/** How the commands end. */
final class ExitCode {

    /** Every selected item has ended; the books agree. */
    static final int DONE = 0;

    /** Something has not ended, was not confirmed, or does not agree. */
    static final int NOT_ALL = 1;

    /** What was asked is wrong; nothing was changed. */
    static final int REFUSED = 2;

    private ExitCode() {}
}

package io.settlement.cli;

/** How the command ends. */
final class ExitCode {

    static final int DONE = 0;

    /** Not done: no producer could be reached or took it in time. May be repeated. */
    static final int NOT_DONE = 1;

    /** What was typed is wrong; nothing was sent. */
    static final int USAGE = 2;

    /** Refused for good, or a transfer that was rejected or reversed. */
    static final int REFUSED = 3;

    /** Sent, and not known whether it was carried out. Not a failure: repeat with the same key. */
    static final int UNKNOWN = 4;

    private ExitCode() {}
}

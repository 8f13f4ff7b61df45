package io.settlement.localstack.control;

/** How the commands of a stack end. The demo has the same codes 0 to 2. */
final class ExitCode {
    static final int DONE = 0;
    static final int FAILED = 1;

    /** An option or the data folder is not right; nothing was started, stopped or changed. */
    static final int REFUSED = 2;

    /** Something of the stack does not run or does not answer. */
    static final int NOT_HEALTHY = 3;

    private ExitCode() {}
}

package io.settlement.localstack;

/** An engine ended before it answered for the first time; another try may go further. */
final class EndedDuringStart extends EngineFailed {
    private static final long serialVersionUID = 1L;

    EndedDuringStart(String message) {
        super(message);
    }
}

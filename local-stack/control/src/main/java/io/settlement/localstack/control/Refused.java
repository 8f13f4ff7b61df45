package io.settlement.localstack.control;

/** A command was not carried out because of what was asked. The message is one line: what is wrong, how to mend it. */
final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Refused(String message) {
        super(message);
    }

    Refused(String message, Throwable cause) {
        super(message, cause);
    }
}

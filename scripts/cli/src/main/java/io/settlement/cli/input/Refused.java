package io.settlement.cli.input;

/** A command was not carried out because of what was typed. The message is one line: what is wrong, how to mend it. */
public final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public Refused(String message) {
        super(message);
    }

    public Refused(String message, Throwable cause) {
        super(message, cause);
    }
}

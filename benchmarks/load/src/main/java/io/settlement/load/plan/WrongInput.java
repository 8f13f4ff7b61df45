package io.settlement.load.plan;

/** An option or a file that cannot be used. The message is one line that says what was wrong and how to mend it. */
public final class WrongInput extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    public WrongInput(String message) {
        super(message);
    }

    public WrongInput(String message, Throwable cause) {
        super(message, cause);
    }
}

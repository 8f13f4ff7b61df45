package io.settlement.money;

/** An amount or a currency that cannot be read; the message says what was wrong and is meant for the caller. */
public final class InvalidMoney extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    public InvalidMoney(String message) {
        super(message);
    }
}

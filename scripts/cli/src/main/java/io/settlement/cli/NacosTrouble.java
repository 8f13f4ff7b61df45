package io.settlement.cli;

/** Nacos did not tell where the producers are. Nothing was sent. */
final class NacosTrouble extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NacosTrouble(String message) {
        super(message);
    }
}

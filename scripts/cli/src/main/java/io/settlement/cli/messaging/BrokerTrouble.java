package io.settlement.cli.messaging;

/** The broker could not be asked, or refused. The message is one line. */
public final class BrokerTrouble extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BrokerTrouble(String message, Throwable cause) {
        super(message, cause);
    }
}

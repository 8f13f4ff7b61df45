package io.settlement.operator.messaging;

/** The broker could not be asked, or said no. The message is one line. */
public final class BrokerTrouble extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BrokerTrouble(String message, Throwable cause) {
        super(message, cause);
    }
}

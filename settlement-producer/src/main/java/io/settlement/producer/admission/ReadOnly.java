package io.settlement.producer.admission;

/** A request that would change something, while an operator lets nothing change. It was not taken. */
public final class ReadOnly extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ReadOnly(String reason) {
        super("nothing is taken that changes anything at present: " + reason);
    }
}

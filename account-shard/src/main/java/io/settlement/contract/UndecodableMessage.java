package io.settlement.contract;

/** A body that is not what its topic carries. It goes to the dead-letter topic as it is; retrying cannot help. */
public final class UndecodableMessage extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    public UndecodableMessage(String message) {
        super(message);
    }
}

package io.settlement.load.door;

/** The door gave no usable answer: not reached for too long, or an answer that this client never asked for. */
public final class DoorFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public DoorFailure(String message) {
        super(message);
    }

    public DoorFailure(String message, Throwable cause) {
        super(message, cause);
    }
}

package io.settlement.sharding;

/** A shard cannot be used at present: not reached yet, or its database is not the one that the slot map means. */
public final class ShardUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ShardUnavailable(String message) {
        super(message);
    }

    public ShardUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}

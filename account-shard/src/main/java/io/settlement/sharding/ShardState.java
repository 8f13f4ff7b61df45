package io.settlement.sharding;

/** What is known of one shard. A reason accompanies everything but UP. */
public record ShardState(Kind kind, String reason) {

    /** UP: its head was read and is right. DOWN: cannot be reached. REFUSED: reached, and it is the wrong database. */
    public enum Kind {
        UP,
        DOWN,
        REFUSED
    }

    static ShardState up() {
        return new ShardState(Kind.UP, "");
    }

    static ShardState down(String reason) {
        return new ShardState(Kind.DOWN, reason);
    }

    static ShardState refused(String reason) {
        return new ShardState(Kind.REFUSED, reason);
    }

    public boolean isUp() {
        return kind == Kind.UP;
    }
}

package io.settlement.sharding;

import io.settlement.ledger.LedgerInvariantViolated;
import io.settlement.ledger.ShardId;
import java.util.function.Supplier;

/**
 * The shard that this thread's open transaction belongs to. A local transaction over two shards is not atomic, so the
 * second database that it asks for a connection is refused here, whatever statement led there.
 */
public final class CurrentShard {

    private static final ThreadLocal<ShardId> CURRENT = new ThreadLocal<>();

    private CurrentShard() {}

    /** Runs the work with the thread marked. Marks do not nest: a transaction opens no second one. */
    public static <T> T within(ShardId shard, Supplier<T> work) {
        if (CURRENT.get() != null) {
            throw new LedgerInvariantViolated("transaction on " + shard, "none open on this thread", CURRENT.get());
        }
        CURRENT.set(shard);
        try {
            return work.get();
        } finally {
            CURRENT.remove();
        }
    }

    static void requireNoOther(ShardId shard) {
        var current = CURRENT.get();
        if (current != null && !current.equals(shard)) {
            throw new LedgerInvariantViolated("a transaction's only shard", current, shard);
        }
    }
}

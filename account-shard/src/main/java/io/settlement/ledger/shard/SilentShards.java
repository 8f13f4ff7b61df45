package io.settlement.ledger.shard;

import io.settlement.ledger.ShardId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which shards did not answer a moment ago. Whoever can do without an answer asks here first: otherwise each reader
 * would wait for the same dead connection, and together they would take all threads of a service.
 */
final class SilentShards {

    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Clock clock;
    private final Map<ShardId, Instant> askAgainAt = new ConcurrentHashMap<>();

    SilentShards(Clock clock) {
        this.clock = clock;
    }

    /** True for a shard that answers, and for one caller per pause for a shard that did not. */
    boolean mayBeAsked(ShardId shard) {
        var then = askAgainAt.get(shard);
        var now = clock.instant();
        return then == null || !now.isBefore(then) && askAgainAt.replace(shard, then, now.plus(PAUSE));
    }

    void answered(ShardId shard) {
        askAgainAt.remove(shard);
    }

    void silent(ShardId shard) {
        askAgainAt.put(shard, clock.instant().plus(PAUSE));
    }
}

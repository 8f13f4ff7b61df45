package io.settlement.watch;

import io.settlement.ledger.ShardId;
import io.settlement.sharding.ShardState;
import io.settlement.sharding.ShardedDatabase;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** One {@link Watch} per shard, each on a thread of its own. */
public final class ShardWatches<T> implements AutoCloseable {

    private final Map<ShardId, Watch<T>> byShard = new TreeMap<>();

    private ShardWatches(ShardedDatabase database, Function<ShardId, Watch<T>> watch) {
        database.slotMap().shards().forEach(shard -> byShard.put(shard, watch.apply(shard)));
    }

    /** @param name what the threads are called, before the number of their shard */
    public static <T> ShardWatches<T> of(
            String name, ShardedDatabase database, Duration interval, Function<ShardId, T> look) {
        return new ShardWatches<>(
                database, shard -> new Watch<>(name + "-shard-" + shard.number(), interval, () -> look.apply(shard)));
    }

    /** Whether each shard's database answers and is the right one, on connections past the pools. */
    static ShardWatches<ShardState> ofPresence(ShardedDatabase database, Duration interval) {
        return of("presence", database, interval, shard -> requireUp(database.lookAt(shard)));
    }

    private static ShardState requireUp(ShardState state) {
        if (!state.isUp()) {
            throw new IllegalStateException(state.kind() + ": " + state.reason());
        }
        return state;
    }

    public Map<ShardId, Watch<T>> byShard() {
        return Collections.unmodifiableMap(byShard);
    }

    @Override
    public void close() {
        byShard.values().forEach(Watch::close);
    }
}

package io.settlement.consumer.settlement;

import io.settlement.ledger.ShardId;
import io.settlement.threads.Threads;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;

/** The lanes of all shards, one each. Closing drains them for a moment and then gives up what is left. */
public final class ShardLanes implements AutoCloseable {

    private final Map<ShardId, ShardLane> lanes = new TreeMap<>();
    private final List<ExecutorService> workers = new ArrayList<>();
    private final Duration drain;

    public ShardLanes(Collection<ShardId> shards, SettlerProperties properties, Clock clock, Threads threads) {
        drain = properties.drain();
        for (var shard : shards) {
            var pool = threads.pool(
                    "settle-shard-" + shard.number(), properties.workersPerShard(), properties.queuePerShard());
            var breaker = new CircuitBreaker(properties.failuresToOpen(), properties.openFor(), clock);
            workers.add(pool);
            lanes.put(shard, new ShardLane(shard, pool, breaker, properties.transfersPerShard()));
        }
    }

    ShardLane of(ShardId shard) {
        return lanes.get(shard);
    }

    /** Whether this shard's breaker is open: it failed several times in a row. */
    public boolean isOpen(ShardId shard) {
        return of(shard).isOpen();
    }

    @Override
    public void close() {
        workers.forEach(ExecutorService::shutdown);
        try {
            for (var pool : workers) {
                if (!pool.awaitTermination(drain.toMillis(), TimeUnit.MILLISECONDS)) {
                    pool.shutdownNow();
                }
            }
        } catch (InterruptedException hurried) {
            workers.forEach(ExecutorService::shutdownNow);
            Thread.currentThread().interrupt();
        }
    }
}

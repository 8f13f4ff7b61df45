package io.settlement.producer.waiting;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.settlement.ledger.ShardId;
import io.settlement.ledger.Transfer;
import io.settlement.ledger.shard.SourceLedger;
import io.settlement.sharding.ShardedDatabase;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.springframework.context.SmartLifecycle;

/**
 * Tells callers when their transfers have ended, from the committed rows: one look per shard and moment for all who
 * wait, and none while nobody does. Stopped before the web server, so that a stopping producer keeps nobody. Safe for
 * any number of threads.
 */
public final class EndWatch implements SmartLifecycle {

    private final ShardedDatabase database;
    private final ScheduledThreadPoolExecutor looks;
    private final Map<ShardId, ShardWatch> watches = new TreeMap<>();
    private volatile boolean running;

    public EndWatch(ShardedDatabase database, SourceLedger ledger, MeterRegistry registry) {
        this.database = database;
        var shards = database.slotMap().shards();
        this.looks = new ScheduledThreadPoolExecutor(shards.size(), task -> {
            var thread = new Thread(task, "end-watch");
            thread.setDaemon(true);
            return thread;
        });
        for (var shard : shards) {
            var watch = new ShardWatch(ids -> ledger.ended(shard, ids), looks);
            watches.put(shard, watch);
            Gauge.builder("settlement.waiting", watch, ShardWatch::waiting)
                    .description("requests that wait for a transfer's end")
                    .baseUnit("requests")
                    .tag("shard", String.valueOf(shard.number()))
                    .register(registry);
        }
    }

    /**
     * Waits for a transfer that is not final yet.
     *
     * @return the transfer as it ended, or as it was given where time ran out first; empty where nobody more can wait:
     *     too many do, or the producer is stopping
     */
    public Optional<CompletableFuture<Transfer>> await(Transfer open, Duration atMost) {
        if (!running) {
            return Optional.empty();
        }
        var watch = watches.get(database.shardOf(open.id().slot()));
        var wait = watch.await(open, atMost);
        if (!running) {
            watch.giveUp();
        }
        return wait;
    }

    @Override
    public void start() {
        running = true;
    }

    /** Ends all waits with what is known; whoever waited can ask again elsewhere. */
    @Override
    public void stop() {
        running = false;
        watches.values().forEach(ShardWatch::giveUp);
        looks.shutdownNow();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}

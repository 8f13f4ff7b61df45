package io.settlement.consumer.settlement;

import io.settlement.ledger.ShardId;
import io.settlement.ledger.shard.DatabaseTrouble;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where all work on one shard is done: a few workers, a bounded queue, a breaker. Work that the lane cannot take is
 * declined at once. Tasks never wait for another lane. Safe for any number of threads.
 */
final class ShardLane {

    private static final Logger log = LoggerFactory.getLogger(ShardLane.class);

    private final ShardId shard;
    private final Executor workers;
    private final CircuitBreaker breaker;
    private final int mostTransfers;
    private final AtomicInteger transfers = new AtomicInteger();

    /**
     * @param workers throws RejectedExecutionException when its queue is full
     * @param mostTransfers in all tasks that wait or run; a task is always taken where there is no other
     */
    ShardLane(ShardId shard, Executor workers, CircuitBreaker breaker, int mostTransfers) {
        this.shard = shard;
        this.workers = workers;
        this.breaker = breaker;
        this.mostTransfers = mostTransfers;
    }

    ShardId shard() {
        return shard;
    }

    boolean isOpen() {
        return breaker.isOpen();
    }

    /** Transfers of the work that waits or runs. */
    int transfers() {
        return transfers.get();
    }

    /** Runs the task over so many transfers on a worker; completes with {@link Declined} where the lane does not take it. */
    <T> CompletableFuture<T> submit(int size, Supplier<T> task) {
        if (!breaker.admits()) {
            return CompletableFuture.failedFuture(new Declined(Fate.Why.BREAKER_OPEN, shard));
        }
        if (transfers.addAndGet(size) > Math.max(size, mostTransfers)) {
            transfers.addAndGet(-size);
            return CompletableFuture.failedFuture(new Declined(Fate.Why.QUEUE_FULL, shard));
        }
        return queued(task).whenComplete((done, failed) -> transfers.addAndGet(-size));
    }

    private <T> CompletableFuture<T> queued(Supplier<T> task) {
        var result = new CompletableFuture<T>();
        try {
            workers.execute(() -> complete(result, task));
        } catch (RejectedExecutionException full) {
            result.completeExceptionally(new Declined(Fate.Why.QUEUE_FULL, shard));
        }
        return result;
    }

    private <T> void complete(CompletableFuture<T> result, Supplier<T> task) {
        if (!breaker.permits()) {
            result.completeExceptionally(new Declined(Fate.Why.BREAKER_OPEN, shard));
            return;
        }
        try {
            result.complete(task.get());
        } catch (RuntimeException | Error failed) {
            result.completeExceptionally(failed);
        }
    }

    /** One transaction on the shard, made by a task: tells the breaker how it went. Poison is an answer of the shard. */
    <T> T attempt(Supplier<T> transaction) {
        try {
            var result = transaction.get();
            breaker.succeeded();
            return result;
        } catch (RuntimeException failed) {
            if (DatabaseTrouble.isUnexpected(failed)) {
                log.error("work on {} met what nobody expected; its transfers are left to the sweeper", shard, failed);
            }
            if (DatabaseTrouble.isPoison(failed)) {
                breaker.succeeded();
            } else {
                breaker.failed();
            }
            throw failed;
        }
    }

    /** The lane did not take the work. Nothing was done. */
    static final class Declined extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final Fate.Why why;

        Declined(Fate.Why why, ShardId shard) {
            super(shard + ": " + why, null, false, false);
            this.why = why;
        }

        Fate.Why why() {
            return why;
        }
    }
}

package io.settlement.producer.admission;

import io.settlement.ledger.ShardId;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Bounds how many threads wait for one shard's database. A shard that answers has some, and whoever comes beyond them
 * waits for a moment; a shard that has fallen silent has one, which finds out when it answers again, and everybody else
 * is turned away at once. Safe for any number of threads.
 */
public final class ShardBulkheads {

    /** So many calls in a row without an answer; one alone may be a matter of its row. */
    private static final int SILENT_AFTER = 3;

    private final int most;
    private final Duration patience;
    private final Semaphore places;
    private final Map<ShardId, Bulkhead> byShard = new ConcurrentHashMap<>();

    /**
     * @param most calls at once to a shard that answers
     * @param patience how long a call may wait to be one of them
     */
    public ShardBulkheads(int most, Duration patience) {
        this(most, patience, Integer.MAX_VALUE);
    }

    /** @param waiting calls at once, over all shards, that may wait; with few of them the patience can be longer */
    public ShardBulkheads(int most, Duration patience, int waiting) {
        this.most = most;
        this.patience = patience;
        this.places = new Semaphore(waiting);
    }

    /** How a call ended. */
    public enum Ending {
        ANSWERED,
        SILENT,
        /** It says nothing of this shard's database, as it had to do with others too. */
        UNJUDGED
    }

    /** The right to call one shard; to be given back once. */
    @FunctionalInterface
    public interface Pass {
        void leave(Ending ending);
    }

    /** Empty where too many wait for the shard already. */
    public Optional<Pass> enter(ShardId shard) {
        return byShard.computeIfAbsent(shard, added -> new Bulkhead()).enter();
    }

    /** Whether one probes the shard and all others are turned away. */
    public boolean isSilent(ShardId shard) {
        var bulkhead = byShard.get(shard);
        return bulkhead != null && bulkhead.isSilent();
    }

    /** Whether another call may wait. */
    boolean hasPlaces() {
        return places.availablePermits() > 0;
    }

    private final class Bulkhead {
        private final Semaphore permits = new Semaphore(most);
        private final AtomicBoolean probed = new AtomicBoolean();
        private final AtomicInteger silences = new AtomicInteger();

        Optional<Pass> enter() {
            return isSilent() ? enterAsProbe() : enterAsOneOfMany();
        }

        private boolean isSilent() {
            return silences.get() >= SILENT_AFTER;
        }

        private Optional<Pass> enterAsProbe() {
            return probed.compareAndSet(false, true)
                    ? Optional.of(ending -> {
                        note(ending);
                        probed.set(false);
                    })
                    : Optional.empty();
        }

        private Optional<Pass> enterAsOneOfMany() {
            if (!acquire()) {
                return Optional.empty();
            }
            if (isSilent()) {
                // It fell silent while this one waited for its turn.
                permits.release();
                return enterAsProbe();
            }
            return Optional.of(ending -> {
                note(ending);
                permits.release();
            });
        }

        private boolean acquire() {
            return permits.tryAcquire() || (places.tryAcquire() && acquireWaiting());
        }

        private boolean acquireWaiting() {
            try {
                return permits.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
                return false;
            } finally {
                places.release();
            }
        }

        private void note(Ending ending) {
            switch (ending) {
                case ANSWERED -> silences.set(0);
                case SILENT -> silences.updateAndGet(before -> Math.min(SILENT_AFTER, before + 1));
                case UNJUDGED -> {}
            }
        }
    }
}

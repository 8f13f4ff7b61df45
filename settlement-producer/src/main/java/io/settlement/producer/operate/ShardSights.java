package io.settlement.producer.operate;

import io.settlement.ledger.ShardId;
import io.settlement.ledger.Transfer;
import io.settlement.ledger.TransferStatus;
import io.settlement.ledger.shard.EventJournal;
import io.settlement.ledger.shard.Ledger;
import io.settlement.ledger.shard.Parking;
import io.settlement.ledger.shard.ShardFigures;
import io.settlement.threads.Threads;
import io.settlement.watch.SharedLook;
import io.settlement.watch.SharedLook.Seen;
import io.settlement.watch.Watch;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Every shard as its own tables tell it, by short ranges of keys, one statement at a time, once a second at most however
 * many look. A shard that does not answer holds up none of the others. Safe for any number of threads.
 */
public final class ShardSights implements AutoCloseable {

    private static final Duration KEEP = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final ExecutorService threads;
    private final Map<ShardId, SharedLook<Sight>> standing;
    private final Map<ShardId, SharedLook<List<Parking.Parked>>> parked;

    /**
     * One look at one shard; its parts are read one after the other, while money moves.
     *
     * @param latest how its latest debits have ended so far
     */
    public record Sight(
            ShardFigures.Figures figures, Map<TransferStatus, Long> latest, EventJournal.Progress journal) {}

    public ShardSights(Collection<ShardId> shards, Ledger ledger, Threads threads) {
        // One look of each kind at each shard can be under way, and a thread may not be free yet when the next is due.
        int looks = 2 * shards.size();
        this.threads = threads.pool("operator-looks", looks, looks);
        this.standing = looks(shards, shard -> sight(ledger, shard));
        this.parked = looks(shards, ledger.parking()::list);
    }

    private <T> Map<ShardId, SharedLook<T>> looks(Collection<ShardId> shards, Function<ShardId, T> look) {
        var looks = new TreeMap<ShardId, SharedLook<T>>();
        for (var shard : shards) {
            Watch.Look<T> here = () -> look.apply(shard);
            looks.put(shard, new SharedLook<>(KEEP, threads, here));
        }
        return looks;
    }

    private static Sight sight(Ledger ledger, ShardId shard) {
        var latest = ledger.latestTransfers().read(shard).stream()
                .collect(Collectors.groupingBy(Transfer::status, TreeMap::new, Collectors.counting()));
        return new Sight(
                ledger.figures().read(shard), latest, ledger.eventJournal().progress(shard));
    }

    /** How each shard stands. */
    public Map<ShardId, Seen<Sight>> standing() {
        return SharedLook.seen(standing, PATIENCE);
    }

    /** What is parked on each shard, at most {@link Parking#MOST_LISTED}. */
    public Map<ShardId, Seen<List<Parking.Parked>>> parked() {
        return SharedLook.seen(parked, PATIENCE);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}

package io.settlement.producer.operate;

import io.settlement.ledger.ShardId;
import io.settlement.ledger.TransferHistory;
import io.settlement.ledger.TransferId;
import io.settlement.ledger.TransferStep;
import io.settlement.ledger.shard.EventJournal;
import io.settlement.ledger.shard.Ledger;
import io.settlement.ledger.shard.TransferHistories;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The way of one transfer, with what has been told of it to subscribers. Safe for any number of threads. */
public final class TransferTraces {

    private final TransferHistories histories;
    private final EventJournal journal;

    public TransferTraces(Ledger ledger) {
        this.histories = ledger.histories();
        this.journal = ledger.eventJournal();
    }

    /**
     * What has happened to a transfer.
     *
     * @param published of each shard that it touched, up to which journal entry its events are published; a shard that
     *     could not be asked is left out
     */
    public record Trace(TransferHistory history, Map<ShardId, Long> published) {

        /** Whether the events of a step's entry are published; empty where it is not known, or no money moved. */
        public Optional<Boolean> isPublished(TransferStep step) {
            return step.entry()
                    .flatMap(entry ->
                            Optional.ofNullable(published.get(step.shard())).map(until -> entry <= until));
        }
    }

    /** @throws io.settlement.sharding.UnmappedSlot for an id that no shard of the map can have made */
    public Optional<Trace> find(TransferId id) {
        return histories.find(id).map(history -> new Trace(history, published(history)));
    }

    private Map<ShardId, Long> published(TransferHistory history) {
        var published = new TreeMap<ShardId, Long>();
        for (var step : history.steps()) {
            step.entry().ifPresent(moved -> published.computeIfAbsent(step.shard(), this::published));
        }
        return published;
    }

    /** The steps are what was asked for, and are told without it. */
    private Long published(ShardId shard) {
        try {
            return journal.progress(shard).published();
        } catch (RuntimeException unreachable) {
            return null;
        }
    }
}

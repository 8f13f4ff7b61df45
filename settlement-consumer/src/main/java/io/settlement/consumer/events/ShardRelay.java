package io.settlement.consumer.events;

import io.settlement.ledger.PostedEntry;
import io.settlement.ledger.ShardId;
import io.settlement.ledger.shard.EventJournal;
import io.settlement.ledger.shard.EventJournal.Progress;
import io.settlement.ledger.shard.OpenWork;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Publishes what waits on a shard: a page of entries, one message after the other, then the cursor. The order is the
 * promise: a cursor that ran ahead would leave out, after a crash, what was never published. Two processes at once only
 * repeat, for each publishes gaplessly from where a cursor stood; the lease saves that work.
 */
final class ShardRelay {

    private final EventJournal journal;
    private final OpenWork work;
    private final EventPublisher publisher;
    private final EventsProperties properties;
    private final EventMeter meter;
    private final String holder;

    ShardRelay(
            EventJournal journal,
            OpenWork work,
            EventPublisher publisher,
            EventsProperties properties,
            EventMeter meter,
            String holder) {
        this.journal = journal;
        this.work = work;
        this.publisher = publisher;
        this.properties = properties;
        this.meter = meter;
        this.holder = holder;
    }

    /**
     * Returns when nothing waits, or another process has the shard. Exceptions are the shard's or the broker's trouble.
     *
     * @param goOn asked before each page
     */
    void relay(ShardId shard, BooleanSupplier goOn) {
        var progress = look(shard);
        while (progress.waiting() > 0
                && goOn.getAsBoolean()
                && work.leaseEventRelay(shard, holder, properties.lease())) {
            publish(
                    shard,
                    progress.published(),
                    journal.after(shard, progress.published(), properties.entries(), properties.postings()));
            progress = look(shard);
        }
    }

    private Progress look(ShardId shard) {
        var progress = journal.progress(shard);
        meter.progress(shard, progress);
        return progress;
    }

    /** Keeps what was reached before trouble, so that each try comes further. */
    private void publish(ShardId shard, long from, List<PostedEntry> entries) {
        long published = from;
        try {
            for (var entry : entries) {
                publish(entry);
                published = entry.number();
            }
        } finally {
            if (published > from) {
                journal.moveCursor(shard, published);
            }
        }
    }

    private void publish(PostedEntry entry) {
        for (var message : EventMessages.of(entry)) {
            publisher.publish(message);
            meter.published(entry.shard(), message.events().size());
        }
    }
}

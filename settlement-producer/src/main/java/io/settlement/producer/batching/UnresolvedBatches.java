package io.settlement.producer.batching;

import io.settlement.ledger.BatchId;
import io.settlement.ledger.FenceOutcome;
import io.settlement.ledger.shard.SourceLedger;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/**
 * The batches of one shard that may or may not be debited because even the fence had no answer. Their keys stay under
 * way. While there is one, no batch is sent to the shard: each would leave a half message that the broker checks for
 * minutes. So there are never more than were in hand when the shard fell silent. Safe for any number of threads.
 */
final class UnresolvedBatches {

    private final SourceLedger ledger;
    private final KeysUnderWay keys;
    private final Semaphore turn;
    private final Consumer<FenceOutcome> fenced;
    private final Map<BatchId, List<SubmissionGroup>> batches = new ConcurrentSkipListMap<>();

    /**
     * @param turn fences are written by one thread at a time
     * @param fenced told what the fence of each batch has said in the end
     */
    UnresolvedBatches(SourceLedger ledger, KeysUnderWay keys, Semaphore turn, Consumer<FenceOutcome> fenced) {
        this.ledger = ledger;
        this.keys = keys;
        this.turn = turn;
        this.fenced = fenced;
    }

    void add(BatchId batch, List<SubmissionGroup> groups) {
        batches.put(batch, List.copyOf(groups));
    }

    int count() {
        return batches.size();
    }

    /** Fences what is left over; false where the outcome of one is still not known. */
    boolean resolve() {
        if (batches.isEmpty()) {
            return true;
        }
        turn.acquireUninterruptibly();
        try {
            return fenceAll();
        } finally {
            turn.release();
        }
    }

    private boolean fenceAll() {
        for (var batch : batches.keySet()) {
            var outcome = ledger.fence(batch);
            if (outcome == FenceOutcome.UNKNOWN) {
                return false;
            }
            fenced.accept(outcome);
            batches.remove(batch).forEach(keys::leave);
        }
        return true;
    }
}

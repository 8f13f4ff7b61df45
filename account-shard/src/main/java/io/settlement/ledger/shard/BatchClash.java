package io.settlement.ledger.shard;

import io.settlement.ledger.BatchId;

/**
 * An id of the batch is taken already: its own, by another batch or by a fence, or the id of one of its transfers.
 * Never a replay. Nothing was written; cut the same instructions again under new ids.
 */
public final class BatchClash extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BatchClash(BatchId batch, Throwable cause) {
        super("batch " + batch + " clashes with ids that are taken", cause);
    }
}

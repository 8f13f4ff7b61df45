package io.settlement.ledger.shard;

import io.settlement.ledger.BatchId;
import io.settlement.ledger.TransferId;
import java.time.Instant;
import java.util.List;

/** A row of the open work: a batch, or the fence in its place. */
final class InMemoryBatch {

    final BatchId id;
    final boolean fence;
    final List<TransferId> transfers;
    final Instant createdAt;
    int open;
    int sweeps;
    Instant sweepAfter;

    InMemoryBatch(BatchId id, boolean fence, List<TransferId> transfers, Instant createdAt) {
        this.id = id;
        this.fence = fence;
        this.transfers = List.copyOf(transfers);
        this.createdAt = createdAt;
        this.open = transfers.size();
        this.sweepAfter = createdAt;
    }
}

package io.settlement.reconciliation;

import io.settlement.ledger.ShardId;

/** A row that belongs to one transfer, on the shard where it was read. */
interface RowOfTransfer {

    ShardId shard();

    long transferId();

    String currency();

    default String subject() {
        return "transfer " + transferId();
    }

    default Break toBreak(BreakKind kind, Object expected, Object found) {
        return Break.on(shard(), kind, currency(), subject(), expected, found);
    }
}

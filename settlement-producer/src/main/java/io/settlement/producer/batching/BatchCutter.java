package io.settlement.producer.batching;

import io.settlement.ledger.BatchId;
import io.settlement.ledger.DebitBatch;
import io.settlement.ledger.DebitItem;
import io.settlement.ledger.ShardId;
import io.settlement.ledger.TransferId;
import io.settlement.sharding.IdSource;
import java.util.List;

/** Gives a batch and its transfers new ids. Every try of the same instructions gets others. */
final class BatchCutter {

    private final ShardId shard;
    private final IdSource ids;

    BatchCutter(ShardId shard, IdSource ids) {
        this.shard = shard;
        this.ids = ids;
    }

    DebitBatch cut(List<SubmissionGroup> groups) {
        var items = groups.stream()
                .map(group -> new DebitItem(
                        new TransferId(ids.next(group.key().account().slot())), group.instruction(), group.by()))
                .toList();
        return new DebitBatch(new BatchId(ids.next(shard.pinnedSlot())), shard, items);
    }
}

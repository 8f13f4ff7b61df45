package io.settlement.ledger;

import java.util.HashSet;
import java.util.List;

/**
 * One to 1,024 instructions whose key accounts live on one shard, debited in one database transaction. Each
 * (key account, key) stands in it once for each acting owner: one who may not use the key must not speak for one who may.
 */
public record DebitBatch(BatchId id, ShardId shard, List<DebitItem> items) {

    public static final int MAX_ITEMS = 1024;

    private record Asked(KeyOfAccount key, ActingOwner by) {}

    public DebitBatch {
        items = List.copyOf(items);
        if (items.isEmpty() || items.size() > MAX_ITEMS) {
            throw new LedgerInvariantViolated("batch " + id, "1 to " + MAX_ITEMS + " items", items.size());
        }
        if (!id.slot().equals(shard.pinnedSlot())) {
            throw new LedgerInvariantViolated("slot of batch " + id, shard.pinnedSlot(), id.slot());
        }
        var keys = new HashSet<Asked>();
        for (var item : items) {
            if (!keys.add(new Asked(KeyOfAccount.of(item.instruction()), item.by()))) {
                throw new LedgerInvariantViolated(
                        "batch " + id, "each key once", item.instruction().key());
            }
        }
    }
}

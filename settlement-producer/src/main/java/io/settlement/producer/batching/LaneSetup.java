package io.settlement.producer.batching;

import io.settlement.ledger.ShardId;
import io.settlement.ledger.shard.Ledger;
import io.settlement.sharding.IdSource;
import java.util.concurrent.Semaphore;

/** What the lanes of one shard share. */
record LaneSetup(
        ShardId shard,
        Ledger ledger,
        IdSource ids,
        Semaphore permit,
        KeysUnderWay keys,
        UnresolvedBatches unresolved,
        BatchingProperties properties,
        BatchMetrics metrics) {

    static LaneSetup of(
            ShardId shard, Ledger ledger, IdSource ids, BatchingProperties properties, BatchMetrics metrics) {
        var keys = new KeysUnderWay();
        var unresolved = new UnresolvedBatches(ledger.source(), keys);
        metrics.watchUnresolved(shard, unresolved::count);
        return new LaneSetup(shard, ledger, ids, new Semaphore(1), keys, unresolved, properties, metrics);
    }
}

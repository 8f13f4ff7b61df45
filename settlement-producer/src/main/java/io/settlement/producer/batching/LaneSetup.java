package io.settlement.producer.batching;

import io.settlement.ledger.ShardId;
import io.settlement.ledger.shard.SettlementLedger;
import io.settlement.sharding.IdSource;
import io.settlement.threads.Threads;
import java.util.concurrent.Semaphore;

/** What the lanes of one shard share. */
record LaneSetup(
        ShardId shard,
        SettlementLedger ledger,
        IdSource ids,
        Threads threads,
        Semaphore permit,
        KeysUnderWay keys,
        UnresolvedBatches unresolved,
        LaneBounds bounds,
        BatchMetrics metrics) {

    static LaneSetup of(
            ShardId shard,
            SettlementLedger ledger,
            IdSource ids,
            Threads threads,
            LaneBounds bounds,
            BatchMetrics metrics) {
        var keys = new KeysUnderWay();
        var unresolved = new UnresolvedBatches(
                ledger.source(), keys, threads.permit(), outcome -> metrics.fenced(shard, outcome));
        metrics.watchUnresolved(shard, unresolved::count);
        return new LaneSetup(shard, ledger, ids, threads, threads.permit(), keys, unresolved, bounds, metrics);
    }
}

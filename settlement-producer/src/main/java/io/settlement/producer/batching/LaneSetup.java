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
        BatchingProperties properties,
        BatchMetrics metrics) {}

package io.settlement.producer.batching;

import io.settlement.ledger.ShardId;

/** Lets instructions into the queue of a shard, or not. The boundary to Sentinel, which this package does not know. */
public interface Admission {

    /** How many of so many instructions may come in now: the first ones of a request. The others are not taken. */
    int admits(ShardId shard, int instructions);

    /** The name of the rules for this shard's instructions. */
    String rule(ShardId shard);
}

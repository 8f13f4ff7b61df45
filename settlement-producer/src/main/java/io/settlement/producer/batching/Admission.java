package io.settlement.producer.batching;

import io.settlement.ledger.ShardId;

/** Lets instructions into the queue of a shard, or not. The module boundary to Sentinel. */
public interface Admission {

    /** Admits everything: for whoever drives the lanes without a door. */
    Admission UNLIMITED = new Admission() {
        @Override
        public int admits(ShardId shard, int instructions) {
            return instructions;
        }

        @Override
        public String resource(ShardId shard) {
            return "none";
        }
    };

    /** How many of so many instructions may come in now, the first ones of the request; the others were not taken. */
    int admits(ShardId shard, int instructions);

    /** What the rules for this shard are called. */
    String resource(ShardId shard);
}

package io.settlement.producer.web;

import io.settlement.ledger.ShardId;

/** Too many requests wait for this shard's database already; this one was turned away before it did anything. */
final class ShardCrowded extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ShardCrowded(ShardId shard) {
        super(shard + " has as many requests waiting as it may have");
    }
}

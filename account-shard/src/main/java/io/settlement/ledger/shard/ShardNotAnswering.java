package io.settlement.ledger.shard;

import io.settlement.ledger.ShardId;

/** One shard of those that an answer needs cannot be read at present. Nothing was changed; infrastructure. */
public final class ShardNotAnswering extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ShardNotAnswering(ShardId shard, Throwable cause) {
        super(shard + " does not answer at present", cause);
    }
}

package io.settlement.ledger.shard;

import io.settlement.sharding.ShardHead;

/** The database reached is not the shard that the slot map means. Nothing was written; infrastructure, never poison. */
public final class WrongShardHead extends RuntimeException {
    private static final long serialVersionUID = 1L;

    WrongShardHead(ShardHead expected) {
        super("the database reached for " + expected.shard() + " does not carry this cluster's head for it:"
                + " wrong database, other slot map, or never initialised");
    }
}

package io.settlement.ledger.shard;

import io.settlement.ledger.ShardId;

/**
 * The shard's own rows, which every money transaction needs, do not fit together: a restored, edited or wrong database.
 * No transfer is the cause, so none may be parked or refused for it; it needs a person at the database.
 */
public final class DamagedShard extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DamagedShard(ShardId shard, String what, Throwable cause) {
        super(shard + " is damaged: " + what, cause);
    }
}

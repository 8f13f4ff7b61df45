package io.settlement.ledger.shard;

import io.settlement.ledger.ShardId;

/**
 * COMMIT was sent and its answer was not understood. The transaction may stand, may be rolled back, or may still be on
 * the wire; a read does not tell. Only writing the fence does.
 */
public final class CommitOutcomeUnknown extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CommitOutcomeUnknown(ShardId shard, Throwable cause) {
        super("the outcome of a commit on " + shard + " is unknown", cause);
    }
}

package io.settlement.load;

import io.settlement.ledger.ShardId;
import io.settlement.load.plan.WrongInput;

/**
 * What a run asks of the launcher.
 *
 * @param keep leave everything running when the run is over
 */
public record StackRequest(int shards, boolean keep) {

    public StackRequest {
        if (shards < 1 || shards > ShardId.MAX_SHARDS) {
            throw new WrongInput("--shards must be from 1 to " + ShardId.MAX_SHARDS + ", not " + shards);
        }
    }
}

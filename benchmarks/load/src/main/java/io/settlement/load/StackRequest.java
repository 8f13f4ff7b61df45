package io.settlement.load;

import io.settlement.ledger.ShardId;
import io.settlement.load.plan.WrongInput;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a run asks of the launcher.
 *
 * @param keep leave everything running when the run is over
 * @param mysqld the database server to run instead of the launcher's own
 */
public record StackRequest(int shards, boolean keep, Optional<Path> mysqld) {

    public StackRequest {
        if (shards < 1 || shards > ShardId.MAX_SHARDS) {
            throw new WrongInput("--shards must be from 1 to " + ShardId.MAX_SHARDS + ", not " + shards);
        }
    }
}

package io.settlement.operator.replay;

import io.settlement.ledger.ShardId;
import io.settlement.ledger.shard.DatabaseTrouble;
import io.settlement.sharding.ShardUnavailable;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Leaves a shard alone for the rest of the run once it has failed several times in a row: each try costs seconds. */
final class ShardPatience {

    private static final int FAILURES = 3;

    private final Map<ShardId, Integer> failures = new HashMap<>();

    <T> T with(ShardId shard, Supplier<T> work) {
        if (failures.getOrDefault(shard, 0) >= FAILURES) {
            throw new ShardUnavailable(shard + " failed " + FAILURES + " times in a row and is left alone in this run");
        }
        try {
            var result = work.get();
            failures.remove(shard);
            return result;
        } catch (RuntimeException failed) {
            if (!DatabaseTrouble.isPoison(failed)) {
                failures.merge(shard, 1, Integer::sum);
            }
            throw failed;
        }
    }
}

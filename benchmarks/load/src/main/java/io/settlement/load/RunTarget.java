package io.settlement.load;

import io.settlement.ledger.ShardId;
import io.settlement.load.door.Producers;
import io.settlement.load.outcome.MessageCount;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import javax.sql.DataSource;

/**
 * A running system as a run sees it.
 *
 * @param shards the database of every shard, reached directly and read only; a pool of one or two connections is enough
 * @param messages empty if there is no broker to ask; the report says so then
 */
public record RunTarget(Producers producers, Map<ShardId, DataSource> shards, Optional<MessageCount> messages) {

    public RunTarget {
        shards = Collections.unmodifiableMap(new TreeMap<>(shards));
        Objects.requireNonNull(messages, "messages");
        if (shards.isEmpty()) {
            throw new IllegalArgumentException("a run needs at least one shard");
        }
    }
}

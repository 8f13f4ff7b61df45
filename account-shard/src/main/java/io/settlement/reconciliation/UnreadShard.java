package io.settlement.reconciliation;

import io.settlement.ledger.ShardId;

/** A shard that could not be read, or not to the end. Nothing is known of it, so nothing is proved. */
public record UnreadShard(ShardId shard, String why) {

    public String line() {
        return "UNREAD shard=" + shard.number() + " why=\""
                + why.replace('\n', ' ').replace('"', '\'') + "\"";
    }
}

package io.settlement.sharding;

import io.settlement.ledger.ShardId;

/** What a shard's own database must say of itself before anything is believed or written there. */
public record ShardHead(ShardId shard, String clusterId, String mapDigest) {}

/**
 * Where rows live: the slot map, the ShardingSphere data source that routes by slot, the guards that keep one local
 * transaction on one shard, and the ids that carry their slot. The slot map is a routing hint; which slots a database
 * owns is written in its own shard_head.
 */
package io.settlement.sharding;

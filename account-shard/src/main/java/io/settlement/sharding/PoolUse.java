package io.settlement.sharding;

/**
 * How a shard's pool of connections is used at this moment.
 *
 * @param most connections that it may have
 * @param waiting threads that wait for one
 */
public record PoolUse(int most, int active, int idle, int waiting) {}

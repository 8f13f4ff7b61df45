package io.settlement.watch;

/**
 * What a service says of itself where a database is missing: for people who look at its health.
 *
 * @param withoutSomeShards while at least one shard is there
 * @param withoutControlDatabase while settlement_control is away
 */
public record StillWorks(String withoutSomeShards, String withoutControlDatabase) {}

package io.settlement.client;

import java.time.Instant;
import java.util.Optional;

/**
 * One thing that happened to a transfer.
 *
 * @param step such as DEBITED, CREDITED, SETTLED
 * @param at by the clock of the process that wrote it
 */
public record TransferStep(String step, Instant at, int shard, Optional<String> detail) {}

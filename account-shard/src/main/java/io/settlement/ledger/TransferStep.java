package io.settlement.ledger;

import java.time.Instant;
import java.util.Optional;

/**
 * One thing that happened to a transfer, as the shard on which it happened recorded it.
 *
 * @param at by the clock of the process that wrote the step; clocks of two machines may differ
 * @param detail the reason of a refusal, or the stage that a parked transfer broke in
 * @param entry the number of the shard's journal entry that it was written in; empty where no money moved
 */
public record TransferStep(Kind kind, Instant at, ShardId shard, Optional<String> detail, Optional<Long> entry) {

    /** What can happen, in the order in which it does. */
    public enum Kind {
        /** The producer took the instruction and gave it its id. */
        ACCEPTED,
        /** The payer's shard said no, for ever. */
        REJECTED,
        /** The payer was debited. */
        DEBITED,
        /** The transfer broke its credit or its finish and is set aside. Gone once it is finished. */
        PARKED,
        /** The payee's shard credited the payee. */
        CREDITED,
        /** The payee's shard refused the credit, for ever. */
        REFUSED,
        /** Both legs are posted. */
        SETTLED,
        /** The payer has the money back. */
        REVERSED
    }
}

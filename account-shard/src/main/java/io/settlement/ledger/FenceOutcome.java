package io.settlement.ledger;

/** What writing the fence under a batch id told about the batch. */
public enum FenceOutcome {
    /** The fence stands: the batch was never debited and never will be. */
    NEVER_DEBITED,
    /** The batch's own row stands: it was debited. */
    DEBITED,
    /** The shard could not be asked, or its transaction is still open. Ask again. */
    UNKNOWN
}

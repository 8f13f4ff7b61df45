package io.settlement.ledger;

/** The payee shard's one decision on a transfer. */
public enum LegOutcome {
    CREDITED,
    REFUSED
}

package io.settlement.ledger;

/** Between two customers, or between one customer and the outside world (NOSTRO) on the customer's own shard. */
public enum TransferKind {
    TRANSFER,
    DEPOSIT,
    WITHDRAWAL
}

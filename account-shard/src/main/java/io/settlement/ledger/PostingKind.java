package io.settlement.ledger;

/** Why a customer's balance moved. */
public enum PostingKind {
    /** A transfer took it. */
    DEBIT,
    /** A transfer brought it. */
    CREDIT,
    /** It entered from outside. */
    DEPOSIT,
    /** It left for the outside. */
    WITHDRAWAL,
    /** A transfer that was refused gave it back. */
    REVERSAL
}

package io.settlement.client;

/** What a freeze stops. */
public enum FrozenSide {
    DEBIT,
    CREDIT,
    BOTH
}

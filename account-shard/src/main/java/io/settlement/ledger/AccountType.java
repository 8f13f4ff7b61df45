package io.settlement.ledger;

/** What an account is for. SA and SP are the bank's own words; the internal ones exist once per shard and currency. */
public enum AccountType {
    /** Ordinary account, never below zero. */
    SA,
    /** Special account of a merchant or partner; may have a credit limit. */
    SP,
    /** Internal: money debited on this shard whose transfer is not finished. */
    CLEARING,
    /** Internal: what this shard has finished for others, less what it has credited for others. */
    DUE,
    /** Internal: withdrawals less deposits, the other side of money that enters and leaves. */
    NOSTRO;

    public boolean isCustomers() {
        return this == SA || this == SP;
    }
}

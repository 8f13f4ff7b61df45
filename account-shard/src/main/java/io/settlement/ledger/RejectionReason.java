package io.settlement.ledger;

/** Why a transfer was REJECTED on the payer's shard or REVERSED for the payee's. Stored by name, never renamed. */
public enum RejectionReason {
    /** The balance, less holds, plus the credit limit does not cover the amount. */
    INSUFFICIENT_FUNDS(true),
    SOURCE_FROZEN(true),
    SOURCE_CLOSED(false),
    SOURCE_CURRENCY_MISMATCH(false),
    /** No such payer on its shard. Not stored: no row was there to decide on, and the key stays free. */
    SOURCE_UNKNOWN(false),
    DESTINATION_UNKNOWN(false),
    DESTINATION_CLOSED(false),
    DESTINATION_FROZEN(true),
    DESTINATION_CURRENCY_MISMATCH(false),
    /** The credit would lift the balance over its bound, 4 * 10^18 minor units. */
    DESTINATION_BALANCE_OVERFLOW(false),
    /** An operator gave the transfer up; the REFUSED leg fenced its credit first. */
    GIVEN_UP(false);

    private final boolean mayPassLater;

    RejectionReason(boolean mayPassLater) {
        this.mayPassLater = mayPassLater;
    }

    /** Whether the same instruction under a new key can succeed later without anybody changing the instruction. */
    public boolean mayPassLater() {
        return mayPassLater;
    }
}

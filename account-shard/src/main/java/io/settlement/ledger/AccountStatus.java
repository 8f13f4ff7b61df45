package io.settlement.ledger;

/** What may be done with an account. A reversal is posted whatever the status: it gives back what was taken. */
public enum AccountStatus {
    OPEN(true, true),
    FROZEN_DEBIT(false, true),
    FROZEN_CREDIT(true, false),
    FROZEN(false, false),
    /** Being closed: takes nothing new while balance and open transfers are looked for. */
    CLOSING(false, false),
    CLOSED(false, false);

    private final boolean debitable;
    private final boolean creditable;

    AccountStatus(boolean debitable, boolean creditable) {
        this.debitable = debitable;
        this.creditable = creditable;
    }

    public boolean allowsDebit() {
        return debitable;
    }

    public boolean allowsCredit() {
        return creditable;
    }

    /** True once the account is on its way out; a refusal then says closed, not frozen. */
    public boolean isClosing() {
        return this == CLOSING || this == CLOSED;
    }
}

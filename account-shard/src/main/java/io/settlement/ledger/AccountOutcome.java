package io.settlement.ledger;

/** What became of a request about an account. */
public sealed interface AccountOutcome {

    /** The account as it stands now. */
    record Done(Account account) implements AccountOutcome {}

    /** The key opened another account; {@code field} differs, by its public name. */
    record KeyConflict(Account account, String field) implements AccountOutcome {}

    /** Not in this state of the account: the message says why and what would help. */
    record NotNow(Account account, String why) implements AccountOutcome {}

    record Unknown() implements AccountOutcome {}
}

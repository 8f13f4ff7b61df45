package io.settlement.load.plan;

/** What is done to an account after it is opened and funded, before the first transfer is sent. */
public enum Preparation {
    NONE,
    FREEZE_DEBIT,
    FREEZE_CREDIT,
    CLOSE,
    /** The account is not even opened: its id is a possible one that no account has. */
    NEVER_OPENED
}

package io.settlement.ledger;

import io.settlement.money.Money;

/**
 * One line on a customer's account, as it was posted.
 *
 * @param type SA or SP
 * @param sequence numbers the account's lines from 1 without a gap
 * @param amount signed, credits positive
 */
public record CustomerPosting(
        AccountId account,
        AccountType type,
        long sequence,
        PostingKind kind,
        Money amount,
        Money balanceAfter,
        TransferId transfer) {}

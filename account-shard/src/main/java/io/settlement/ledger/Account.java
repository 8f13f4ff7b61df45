package io.settlement.ledger;

import io.settlement.money.CurrencyCode;
import io.settlement.money.Money;

/**
 * An account as its row tells it.
 *
 * @param held minor units reserved by holds, counted in every funds check
 * @param creditLimit minor units that an SP account may go below zero; 0 for every other type
 * @param sequence how many postings the account has; the number of the latest one
 */
public record Account(
        AccountId id,
        String owner,
        AccountType type,
        AccountStatus status,
        Money balance,
        long held,
        long creditLimit,
        long sequence) {

    public CurrencyCode currency() {
        return balance.currency();
    }

    /** What a debit may take at most: balance less holds plus credit limit. */
    public Money available() {
        return Money.ofMinor(balance.minorUnits() - held + creditLimit, currency());
    }
}

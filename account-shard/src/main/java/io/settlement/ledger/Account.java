package io.settlement.ledger;

import io.settlement.money.CurrencyCode;
import io.settlement.money.Money;
import java.time.Instant;
import java.util.Optional;

/**
 * An account as its row tells it.
 *
 * @param held minor units reserved by holds, counted in every funds check
 * @param creditLimit minor units that an SP account may go below zero; 0 for every other type
 * @param sequence how many postings the account has; the number of the latest one
 * @param statusReason why it was frozen, or unfrozen, last; empty where nobody said
 * @param openedAt UTC
 */
public record Account(
        AccountId id,
        String owner,
        AccountType type,
        AccountStatus status,
        Money balance,
        long held,
        long creditLimit,
        long sequence,
        Optional<ExternalNumber> externalNumber,
        Optional<StatusReason> statusReason,
        Instant openedAt) {

    /** Minor units of the credit limit that are in use: what is owed, and what is held beyond the balance. */
    public long usedCredit() {
        return Math.max(0, Math.subtractExact(held, balance.minorUnits()));
    }

    public CurrencyCode currency() {
        return balance.currency();
    }

    /** What a debit may take at most: balance less holds plus credit limit. */
    public Money available() {
        return Money.ofMinor(balance.minorUnits() - held + creditLimit, currency());
    }
}

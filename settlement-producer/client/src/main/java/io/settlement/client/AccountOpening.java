package io.settlement.client;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * An account to be opened. Owner and key open one account for ever.
 *
 * @param type SA or SP
 * @param creditLimit for SP only
 */
public record AccountOpening(
        IdempotencyKey key,
        String owner,
        String type,
        String currency,
        Optional<String> externalNumber,
        Optional<BigDecimal> creditLimit) {

    /** Under a new key. */
    public static AccountOpening of(String owner, String type, String currency) {
        return new AccountOpening(IdempotencyKey.random(), owner, type, currency, Optional.empty(), Optional.empty());
    }

    public AccountOpening withKey(IdempotencyKey other) {
        return new AccountOpening(other, owner, type, currency, externalNumber, creditLimit);
    }

    public AccountOpening withExternalNumber(String number) {
        return new AccountOpening(key, owner, type, currency, Optional.of(number), creditLimit);
    }

    public AccountOpening withCreditLimit(BigDecimal limit) {
        return new AccountOpening(key, owner, type, currency, externalNumber, Optional.of(limit));
    }
}

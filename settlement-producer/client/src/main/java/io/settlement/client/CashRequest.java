package io.settlement.client;

import java.math.BigDecimal;

/**
 * Money that enters or leaves by an account: a deposit or a withdrawal. Its key is of the same space as the account's transfers.
 *
 * @param reference for people; empty for none
 */
public record CashRequest(IdempotencyKey key, String accountId, BigDecimal amount, String currency, String reference) {

    /** Under a new key. */
    public static CashRequest of(String accountId, BigDecimal amount, String currency) {
        return new CashRequest(IdempotencyKey.random(), accountId, amount, currency, "");
    }

    public CashRequest withKey(IdempotencyKey other) {
        return new CashRequest(other, accountId, amount, currency, reference);
    }

    public CashRequest withReference(String text) {
        return new CashRequest(key, accountId, amount, currency, text);
    }
}

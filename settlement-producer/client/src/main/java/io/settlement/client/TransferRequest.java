package io.settlement.client;

import java.math.BigDecimal;

/**
 * Money to be moved. Store it, with its key, before you send it: then you can send it again after a crash.
 *
 * @param key with the payer it names the instruction for ever
 * @param reference for people; empty for none
 */
public record TransferRequest(
        IdempotencyKey key,
        String sourceAccountId,
        String destinationAccountId,
        BigDecimal amount,
        String currency,
        String reference) {

    /** Under a new key. */
    public static TransferRequest of(
            String sourceAccountId, String destinationAccountId, BigDecimal amount, String currency) {
        return new TransferRequest(
                IdempotencyKey.random(), sourceAccountId, destinationAccountId, amount, currency, "");
    }

    public TransferRequest withKey(IdempotencyKey other) {
        return new TransferRequest(other, sourceAccountId, destinationAccountId, amount, currency, reference);
    }

    public TransferRequest withReference(String text) {
        return new TransferRequest(key, sourceAccountId, destinationAccountId, amount, currency, text);
    }
}

package io.settlement.ledger;

import io.settlement.money.Money;
import java.util.Objects;

/**
 * What a caller asks for, before anything is decided. Together (keyAccount, key) identify it for ever.
 *
 * @param reference free text of the caller, at most 140 characters, empty where none was given
 */
public record TransferInstruction(
        TransferKind kind,
        IdempotencyKey key,
        AccountId source,
        AccountId destination,
        Money amount,
        String reference) {

    public static final int LONGEST_REFERENCE = 140;

    public TransferInstruction {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(key, "key");
        if (source.equals(destination)) {
            throw new IllegalArgumentException("source and destination must be two different accounts");
        }
        if (amount.minorUnits() <= 0 || amount.minorUnits() > Money.MAX_ITEM) {
            throw new IllegalArgumentException("amount must be from 1 to 10^15 minor units");
        }
        if (reference.codePointCount(0, reference.length()) > LONGEST_REFERENCE) {
            throw new IllegalArgumentException("reference is longer than " + LONGEST_REFERENCE + " characters");
        }
        if (!Ids.isWellFormed(reference)) {
            throw new IllegalArgumentException("reference is not well-formed text");
        }
        requireSide("sourceAccountId", source, kind != TransferKind.DEPOSIT);
        requireSide("destinationAccountId", destination, kind != TransferKind.WITHDRAWAL);
    }

    private static void requireSide(String field, AccountId account, boolean customers) {
        if (account.slot().isCustomers() != customers) {
            throw new IllegalArgumentException(
                    field + " must be " + (customers ? "a customer's account" : "an internal account"));
        }
    }

    /** The customer whose shard and key space the instruction belongs to: the payer, for a deposit the payee. */
    public AccountId keyAccount() {
        return kind == TransferKind.DEPOSIT ? destination : source;
    }
}

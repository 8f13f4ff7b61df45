package io.settlement.ledger;

import io.settlement.money.CurrencyCode;
import io.settlement.money.Money;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * The wish to open a customer's account. Together (owner, key) identify it for ever, and name the slot it lives in.
 *
 * @param creditLimit minor units an SP account may go below zero; 0 for SA
 * @param externalNumber the owner's own number for the account, where there is one
 */
public record AccountOpening(
        String owner,
        IdempotencyKey key,
        AccountType type,
        CurrencyCode currency,
        long creditLimit,
        Optional<ExternalNumber> externalNumber) {

    public static final int LONGEST_OWNER = 64;

    public AccountOpening {
        requireOwner(owner);
        if (!type.isCustomers()) {
            throw new IllegalArgumentException("type must be SA or SP");
        }
        if (creditLimit < 0 || creditLimit > 0 && type != AccountType.SP) {
            throw new IllegalArgumentException("only an SP account may have a credit limit, and none below zero");
        }
        if (creditLimit > Money.MAX_BALANCE) {
            throw new IllegalArgumentException("credit limit is above 4*10^18 minor units");
        }
    }

    /** Without an external number. */
    public AccountOpening(String owner, IdempotencyKey key, AccountType type, CurrencyCode currency, long creditLimit) {
        this(owner, key, type, currency, creditLimit, Optional.empty());
    }

    /** @throws IllegalArgumentException for a name that no owner can have */
    public static void requireOwner(String owner) {
        if (owner == null
                || owner.isBlank()
                || !owner.equals(owner.strip())
                || !Ids.isWellFormed(owner)
                || owner.codePointCount(0, owner.length()) > LONGEST_OWNER) {
            throw new IllegalArgumentException(
                    "owner must be 1 to " + LONGEST_OWNER + " characters, without white space around them");
        }
    }

    /** The same for every try, so that a retry comes to the shard where the first try may have left its row. */
    public Slot slot() {
        var hash = new CRC32C();
        hash.update((owner + '\n' + key).getBytes(StandardCharsets.UTF_8));
        return new Slot((int) (hash.getValue() % Slot.FIRST_PINNED));
    }
}

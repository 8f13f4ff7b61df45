package io.settlement.ledger.shard;

import io.settlement.ledger.AccountId;
import io.settlement.ledger.AccountType;
import io.settlement.ledger.ShardId;
import io.settlement.money.CurrencyCode;

/** The ids of CLEARING, DUE and NOSTRO: computed, so that no transaction has to look them up. */
final class InternalAccounts {

    private static final int LETTERS = 26;
    private static final int CURRENCIES = LETTERS * LETTERS * LETTERS;

    private InternalAccounts() {}

    /** Smaller than any customer's id, so that locks taken in id order take internal accounts where they belong. */
    static AccountId idOf(AccountType type, CurrencyCode currency, ShardId shard) {
        return idOf(type, numberOf(currency), shard);
    }

    /** No id of the type is smaller, whatever its currency. */
    static long firstIdOf(AccountType type, ShardId shard) {
        return idOf(type, 0, shard).value();
    }

    /** No id of the type is larger. */
    static long lastIdOf(AccountType type, ShardId shard) {
        return idOf(type, CURRENCIES - 1, shard).value();
    }

    private static AccountId idOf(AccountType type, int currency, ShardId shard) {
        long number = (long) type.ordinal() * CURRENCIES + currency;
        return new AccountId(number << 10 | shard.pinnedSlot().number());
    }

    /** From the letters: ISO has given one number to two currencies more than once (ANG and XCG). */
    private static int numberOf(CurrencyCode currency) {
        return currency.code().chars().reduce(0, (number, letter) -> number * LETTERS + letter - 'A');
    }
}

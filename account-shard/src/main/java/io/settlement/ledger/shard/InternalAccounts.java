package io.settlement.ledger.shard;

import io.settlement.ledger.AccountId;
import io.settlement.ledger.AccountType;
import io.settlement.ledger.ShardId;
import io.settlement.money.CurrencyCode;

/** The ids of CLEARING, DUE and NOSTRO: computed, so that no transaction has to look them up. */
final class InternalAccounts {

    private static final int CURRENCIES = 1000;

    private InternalAccounts() {}

    /** Smaller than any customer's id, so that locks taken in id order take internal accounts where they belong. */
    static AccountId idOf(AccountType type, CurrencyCode currency, ShardId shard) {
        long number = (long) type.ordinal() * CURRENCIES + currency.number();
        return new AccountId(number << 10 | shard.pinnedSlot().number());
    }
}

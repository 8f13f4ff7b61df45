package io.settlement.ledger.shard;

import static org.assertj.core.api.Assertions.assertThat;

import io.settlement.ledger.AccountId;
import io.settlement.ledger.AccountType;
import io.settlement.ledger.ShardId;
import io.settlement.money.CurrencyCode;
import java.util.Currency;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class InternalAccountsTest {

    @Test
    void differInEveryTypeCurrencyAndShard() {
        Set<AccountId> all = new HashSet<>();
        for (var shard : new ShardId[] {new ShardId(0), new ShardId(31)}) {
            for (var currency : Currency.getAvailableCurrencies()) {
                if (currency.getDefaultFractionDigits() >= 0) {
                    for (var type : new AccountType[] {AccountType.CLEARING, AccountType.DUE, AccountType.NOSTRO}) {
                        var id = InternalAccounts.idOf(type, CurrencyCode.of(currency.getCurrencyCode()), shard);
                        assertThat(all.add(id))
                                .as("%s %s %s", type, currency, shard)
                                .isTrue();
                        assertThat(id.slot()).isEqualTo(shard.pinnedSlot());
                    }
                }
            }
        }
    }

    /** Pinned: computed, never looked up, so a change would orphan the money on them. */
    @Test
    void keepTheirIdsForEver() {
        var cny = CurrencyCode.of("CNY");
        var shard = new ShardId(1);
        assertThat(InternalAccounts.idOf(AccountType.CLEARING, cny, shard)).isEqualTo(new AccountId(37751777));
        assertThat(InternalAccounts.idOf(AccountType.DUE, cny, shard)).isEqualTo(new AccountId(55749601));
        assertThat(InternalAccounts.idOf(AccountType.NOSTRO, cny, shard)).isEqualTo(new AccountId(73747425));
    }
}

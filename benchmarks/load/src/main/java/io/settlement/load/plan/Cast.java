package io.settlement.load.plan;

import io.settlement.ledger.AccountType;
import io.settlement.money.CurrencyCode;
import io.settlement.money.Money;
import java.util.ArrayList;
import java.util.List;

/**
 * Who plays which part among the generated accounts, as ranges of positions. Each part that must fail is played by one
 * account in a hundred, at least one.
 *
 * @param payers funded customers of the first currency; they pay and are paid
 * @param foreigners the same in the second currency
 * @param poor have nothing and receive nothing
 * @param frozenPayers funded, but frozen for debit
 * @param phantoms never opened, so not counted among the accounts asked for
 */
record Cast(
        Range payers,
        Range foreigners,
        Range poor,
        Range frozenPayers,
        Range frozenPayees,
        Range closed,
        Range phantoms) {

    static final CurrencyCode FIRST_CURRENCY = CurrencyCode.of("CNY");
    static final CurrencyCode SECOND_CURRENCY = CurrencyCode.of("JPY");

    /** Merchants, who are paid most often, have special accounts. */
    private static final int PAYERS_PER_MERCHANT = 100;

    record Range(int first, int size) {
        int end() {
            return first + size;
        }

        boolean contains(int position) {
            return position >= first && position < end();
        }
    }

    static Cast of(int accounts) {
        int few = Math.max(1, accounts / 100);
        int abroad = Math.max(2, accounts / 20);
        var payers = new Range(0, accounts - abroad - 4 * few);
        var foreigners = new Range(payers.end(), abroad);
        var poor = new Range(foreigners.end(), few);
        var frozenPayers = new Range(poor.end(), few);
        var frozenPayees = new Range(frozenPayers.end(), few);
        var closed = new Range(frozenPayees.end(), few);
        return new Cast(payers, foreigners, poor, frozenPayers, frozenPayees, closed, new Range(closed.end(), few));
    }

    int size() {
        return phantoms.end();
    }

    CurrencyCode currencyOf(int position) {
        return foreigners.contains(position) ? SECOND_CURRENCY : FIRST_CURRENCY;
    }

    /** The accounts of all parts, each funded with its share. */
    List<PlannedAccount> accounts(long[] funding) {
        var accounts = new ArrayList<PlannedAccount>(size());
        for (int position = 0; position < size(); position++) {
            var type = position < payers.size() / PAYERS_PER_MERCHANT ? AccountType.SP : AccountType.SA;
            var money = Money.ofMinor(funding[position], currencyOf(position));
            accounts.add(new PlannedAccount(Wording.of("customer-%06d", position), type, money, preparation(position)));
        }
        return accounts;
    }

    private Preparation preparation(int position) {
        if (frozenPayers.contains(position)) {
            return Preparation.FREEZE_DEBIT;
        } else if (frozenPayees.contains(position)) {
            return Preparation.FREEZE_CREDIT;
        } else if (closed.contains(position)) {
            return Preparation.CLOSE;
        }
        return phantoms.contains(position) ? Preparation.NEVER_OPENED : Preparation.NONE;
    }
}

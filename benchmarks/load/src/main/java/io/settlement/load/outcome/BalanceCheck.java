package io.settlement.load.outcome;

import io.settlement.load.outcome.ShardTables.BalanceRow;
import io.settlement.load.plan.PlannedAccount;
import io.settlement.money.Money;
import java.sql.SQLException;
import java.util.Map;

/** Holds the balance of every account of a run against the predicted one. One use. */
final class BalanceCheck {

    private final SentPlan sent;
    private final Disagreements disagreements;
    private final Map<Long, Integer> positions;
    private final long[] predicted;
    private final long[] found;
    private final boolean[] seen;
    private int agreeing;

    BalanceCheck(SentPlan sent, Disagreements disagreements) {
        this.sent = sent;
        this.disagreements = disagreements;
        this.positions = sent.positionsOfAccounts();
        this.predicted = sent.plan().finalBalances();
        this.found = new long[predicted.length];
        this.seen = new boolean[predicted.length];
    }

    static BalanceCheck of(SentPlan sent, ShardTables tables, Disagreements disagreements) throws SQLException {
        var check = new BalanceCheck(sent, disagreements);
        tables.balances(check::read);
        check.lookForTheMissing();
        return check;
    }

    void read(BalanceRow row) {
        var position = positions.get(row.account());
        if (position == null) {
            return;
        }
        seen[position] = true;
        found[position] = row.balance();
        if (row.balance() == predicted[position]) {
            agreeing++;
        } else {
            var account = sent.plan().accounts().get(position);
            disagreements.add(
                    "balance of %s (id %d): predicted %s, found %s",
                    account.owner(), row.account(), money(account, predicted[position]), money(account, row.balance()));
        }
    }

    void lookForTheMissing() {
        for (int position = 0; position < seen.length; position++) {
            var account = sent.plan().accounts().get(position);
            if (account.isOpened() != seen[position]) {
                disagreements.add(
                        "account %s (id %s): %s",
                        account.owner(),
                        sent.accounts().get(position),
                        seen[position] ? "must not exist, but does" : "found nowhere");
            }
        }
    }

    private static Money money(PlannedAccount account, long minorUnits) {
        return Money.ofMinor(minorUnits, account.currency());
    }

    int agreeing() {
        return agreeing;
    }

    /** What the account received: its balance less what it was funded with. For accounts that pay nothing. */
    long received(int position) {
        return found[position] - sent.plan().accounts().get(position).funding().minorUnits();
    }
}

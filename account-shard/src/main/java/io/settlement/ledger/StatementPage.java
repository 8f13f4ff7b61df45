package io.settlement.ledger;

import io.settlement.money.CurrencyCode;
import java.util.List;
import java.util.OptionalLong;

/**
 * Lines of a statement in the order of their sequence, without a gap.
 *
 * @param opening before the first line of what was asked for: of the whole period, or of this page where lines were asked
 *     for by number
 * @param closing after the last line of what was asked for
 * @param next the first line that was asked for and did not fit; empty at the end
 */
public record StatementPage(BalanceAfter opening, BalanceAfter closing, List<StatementLine> lines, OptionalLong next) {

    public StatementPage {
        lines = List.copyOf(lines);
    }

    public CurrencyCode currency() {
        return opening.balance().currency();
    }
}

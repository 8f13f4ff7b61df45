package io.settlement.client;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * A page of a statement.
 *
 * @param opening before the first line; of a period, the period's on every page
 * @param closing after the last one, likewise
 * @param nextCursor empty at the end of what was asked for
 */
public record Statement(
        String accountId,
        String currency,
        Mark opening,
        Mark closing,
        List<StatementLine> lines,
        Optional<String> nextCursor) {

    /** The balance after a line; sequence 0 is before the first. */
    public record Mark(long sequence, BigDecimal balance) {}

    public Statement {
        lines = List.copyOf(lines);
    }
}

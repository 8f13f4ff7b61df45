package io.settlement.operator.replay;

import io.settlement.ledger.TransferId;
import io.settlement.money.Money;
import java.util.Optional;

/** How one item is written for a person: id, money, what, why; on one line whatever a database said. */
final class Lines {

    private static final int LONGEST_DETAIL = 300;

    private Lines() {}

    static String of(TransferId id, Optional<Money> amount, Counted what, String detail) {
        var money = amount.map(Money::toString).orElse("-");
        return "  %-19s %20s  %s%s".formatted(id, money, what.text(), detail.isEmpty() ? "" : ": " + inOneLine(detail));
    }

    static String inOneLine(String text) {
        var line = text.replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
        return line.substring(0, Math.min(line.length(), LONGEST_DETAIL));
    }

    /** What the deepest cause said: above it stand only those who passed it on. */
    static String reasonOf(Throwable thrown) {
        var cause = thrown;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        return inOneLine(cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage());
    }
}

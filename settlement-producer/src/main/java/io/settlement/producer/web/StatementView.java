package io.settlement.producer.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.settlement.ledger.AccountId;
import io.settlement.ledger.BalanceAfter;
import io.settlement.ledger.StatementLine;
import io.settlement.ledger.StatementPage;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/** A page of a statement as the API shows it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Statement")
record StatementView(
        String accountId, String currency, Mark opening, Mark closing, List<Line> lines, String nextCursor) {

    /** The balance after a line; sequence 0 is before the first. */
    @Schema(name = "StatementMark")
    record Mark(long sequence, String balance) {

        static Mark of(BalanceAfter balance) {
            return new Mark(balance.sequence(), balance.balance().toDecimal());
        }
    }

    /** One line; the amount is signed, credits positive. */
    @Schema(name = "StatementLine")
    record Line(long sequence, String kind, String amount, String balanceAfter, String transferId, String at) {

        static Line of(StatementLine line) {
            return new Line(
                    line.sequence(),
                    line.kind(),
                    line.amount().toDecimal(),
                    line.balanceAfter().toDecimal(),
                    line.transferId().toString(),
                    line.recordedAt().toString());
        }
    }

    static StatementView of(AccountId account, StatementPage page, String nextCursor) {
        return new StatementView(
                account.toString(),
                page.currency().code(),
                Mark.of(page.opening()),
                Mark.of(page.closing()),
                page.lines().stream().map(Line::of).toList(),
                nextCursor);
    }
}

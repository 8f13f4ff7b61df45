package io.settlement.producer.web;

import io.settlement.ledger.AccountId;
import io.settlement.ledger.StatementPage;
import io.settlement.ledger.StatementQuery;
import io.settlement.ledger.StatementQuery.FromLine;
import io.settlement.ledger.StatementQuery.Period;
import io.settlement.ledger.StatementQuery.RestOfPeriod;
import io.settlement.ledger.shard.Statements;
import java.time.Instant;

/** The query of GET /v1/accounts/{id}/statement: lines by number, or the lines of a period. */
record StatementRequest(String from, String since, String until, String cursor, String limit) {

    int most() {
        return Fields.limit(limit, Statements.MOST_LINES);
    }

    StatementQuery query(AccountId account) {
        if (!isOfPeriod()) {
            return fromLine(account);
        }
        if (from != null) {
            throw new BadInput("from", "from goes without since and until: by number, or by time");
        }
        var period = period();
        return cursor == null ? period : restOfPeriod(account);
    }

    /** Absent at the end of what was asked for. */
    String cursorAfter(AccountId account, StatementPage page) {
        if (page.next().isEmpty()) {
            return null;
        }
        long next = page.next().getAsLong();
        return isOfPeriod()
                ? Cursor.of(
                        question(account),
                        next,
                        page.opening().sequence(),
                        page.closing().sequence())
                : Cursor.of(question(account), next);
    }

    private boolean isOfPeriod() {
        return since != null || until != null;
    }

    private StatementQuery fromLine(AccountId account) {
        long first = from == null ? 1 : Fields.positiveNumber("from", from);
        return cursor == null
                ? new FromLine(first)
                : Fields.read("cursor", () -> new FromLine(Cursor.read(cursor, question(account), 1)[0]));
    }

    private Period period() {
        var begin = since == null ? Instant.MIN : Fields.instant("since", since);
        var end = until == null ? Instant.MAX : Fields.instant("until", until);
        return Fields.read("until", () -> new Period(begin, end));
    }

    private StatementQuery restOfPeriod(AccountId account) {
        var place = Cursor.read(cursor, question(account), 3);
        return Fields.read("cursor", () -> new RestOfPeriod(place[0], place[1], place[2]));
    }

    private String question(AccountId account) {
        return "statement\n" + account + "\n" + from + "\n" + since + "\n" + until;
    }
}

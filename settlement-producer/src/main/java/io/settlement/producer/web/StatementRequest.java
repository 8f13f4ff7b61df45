package io.settlement.producer.web;

import io.settlement.ledger.AccountId;
import io.settlement.ledger.StatementPage;
import io.settlement.ledger.StatementQuery;
import io.settlement.ledger.StatementQuery.FromLine;
import io.settlement.ledger.StatementQuery.Period;
import io.settlement.ledger.StatementQuery.RestOfPeriod;
import io.settlement.ledger.shard.Statements;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What GET /v1/accounts/{id}/statement asks for: lines by number, or the lines of a period. */
record StatementRequest(
        Optional<Long> from, Optional<Instant> since, Optional<Instant> until, Optional<String> cursor, int limit) {

    private static final Set<String> PARAMETERS = Set.of("from", "since", "until", "cursor", "limit");

    static StatementRequest of(Map<String, List<String>> given) {
        var parameters = new QueryParameters(given, PARAMETERS);
        return new StatementRequest(
                parameters.positiveNumber("from"),
                parameters.instant("since"),
                parameters.instant("until"),
                parameters.text("cursor"),
                parameters.limit(Statements.MOST_LINES));
    }

    StatementQuery query(AccountId account) {
        if (!isOfPeriod()) {
            return fromLine(account);
        }
        if (from.isPresent()) {
            throw new BadInput("from", "from goes without since and until: by number, or by time");
        }
        var period = period();
        return cursor.isEmpty() ? period : restOfPeriod(account);
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
        return since.isPresent() || until.isPresent();
    }

    private StatementQuery fromLine(AccountId account) {
        return cursor.map(place -> Cursor.read(place, question(account), 1)[0])
                .map(next -> Fields.read("cursor", () -> new FromLine(next)))
                .orElseGet(() -> new FromLine(from.orElse(1L)));
    }

    private Period period() {
        return Fields.read("until", () -> new Period(since.orElse(Instant.MIN), until.orElse(Instant.MAX)));
    }

    private StatementQuery restOfPeriod(AccountId account) {
        var place = Cursor.read(cursor.orElseThrow(), question(account), 3);
        return Fields.read("cursor", () -> new RestOfPeriod(place[0], place[1], place[2]));
    }

    private String question(AccountId account) {
        return "statement\n" + account + "\n" + from + "\n" + since + "\n" + until;
    }
}

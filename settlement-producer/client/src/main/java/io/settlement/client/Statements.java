package io.settlement.client;

import io.settlement.client.Pages.Page;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/** Statements and balances. Thread-safe. */
public final class Statements {

    private static final int PAGE = 500;

    private final Tries tries;

    Statements(Tries tries) {
        this.tries = tries;
    }

    /**
     * The first page.
     *
     * @param limit 1 to 500 lines
     */
    public Statement first(StatementQuery query, int limit) {
        return page(query, limit, Optional.empty());
    }

    /** The page after one; only where that has a cursor. */
    public Statement next(StatementQuery query, int limit, Statement before) {
        return page(query, limit, Optional.of(before.nextCursor().orElseThrow()));
    }

    /** All lines, page by page as they are read. */
    public Stream<StatementLine> lines(StatementQuery query) {
        return Pages.stream(cursor -> {
            var page = page(query, PAGE, cursor);
            return new Page<>(page.lines(), page.nextCursor());
        });
    }

    private Statement page(StatementQuery query, int limit, Optional<String> cursor) {
        var path = Query.of(Accounts.path(query.accountId()) + "/statement")
                .with("from", query.from())
                .with("since", query.since())
                .with("until", query.until())
                .with("limit", limit)
                .with("cursor", cursor);
        return tries.result(Call.get(path.toString()), Statement.class);
    }

    public Balance balance(String accountId) {
        return balance(accountId, Optional.empty());
    }

    /** After the last line that was recorded at or before the instant. */
    public Balance balanceAt(String accountId, Instant at) {
        return balance(accountId, Optional.of(at));
    }

    private Balance balance(String accountId, Optional<Instant> at) {
        var path = Query.of(Accounts.path(accountId) + "/balance").with("at", at);
        return tries.result(Call.get(path.toString()), Balance.class);
    }
}

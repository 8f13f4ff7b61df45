package io.settlement.producer.web;

import io.settlement.ledger.AccountSearch;
import io.settlement.ledger.ExternalNumber;
import io.settlement.producer.access.Caller;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What GET /v1/accounts asks for.
 *
 * @param after the id that the page before ended with, 0 for the first page
 */
record AccountListRequest(AccountSearch search, long after, int limit) {

    private static final Set<String> PARAMETERS = Set.of("owner", "externalNumber", "cursor", "limit");
    private static final int MOST = 200;

    /** What this caller may ask: a key that is bound to an owner lists that owner's accounts. */
    static AccountListRequest of(Map<String, List<String>> given, Caller caller) {
        var parameters = new QueryParameters(given, PARAMETERS);
        var owner =
                Optional.ofNullable(caller.listedOwner(parameters.text("owner").orElse(null)));
        var number = parameters
                .text("externalNumber")
                .map(text -> Fields.read("externalNumber", () -> new ExternalNumber(text)));
        var search = Fields.read("owner", () -> new AccountSearch(owner, number));
        return new AccountListRequest(
                search,
                parameters
                        .text("cursor")
                        .map(text -> Cursor.read(text, question(search), 1)[0])
                        .orElse(0L),
                parameters.limit(MOST));
    }

    String cursorAfter(long accountId) {
        return Cursor.of(question(search), accountId);
    }

    private static String question(AccountSearch search) {
        return "accounts " + search;
    }
}

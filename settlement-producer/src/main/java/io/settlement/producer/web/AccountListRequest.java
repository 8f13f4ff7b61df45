package io.settlement.producer.web;

import io.settlement.ledger.AccountSearch;
import io.settlement.ledger.ExternalNumber;
import io.settlement.producer.access.Caller;
import java.util.Optional;

/** The query of GET /v1/accounts. */
record AccountListRequest(String owner, String externalNumber, String cursor, String limit) {

    private static final int MOST = 200;

    /** What this caller may ask: a key that is bound to an owner lists that owner's accounts. */
    AccountListRequest within(Caller caller) {
        return new AccountListRequest(caller.listedOwner(owner), externalNumber, cursor, limit);
    }

    AccountSearch search() {
        var number = Optional.ofNullable(externalNumber)
                .map(text -> Fields.read("externalNumber", () -> new ExternalNumber(text)));
        return Fields.read("owner", () -> new AccountSearch(Optional.ofNullable(owner), number));
    }

    int most() {
        return Fields.limit(limit, MOST);
    }

    /** The id that the page before ended with, 0 for the first page. */
    long after() {
        return cursor == null ? 0 : Cursor.read(cursor, question(), 1)[0];
    }

    String cursorAfter(long accountId) {
        return Cursor.of(question(), accountId);
    }

    private String question() {
        return "accounts\n" + owner + "\n" + externalNumber;
    }
}

package io.settlement.producer.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.settlement.ledger.Account;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/** A page of accounts as the API shows it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "AccountList")
record AccountListView(List<AccountView> items, String nextCursor) {

    /** @param found one more than the page has, where another page follows */
    static AccountListView of(AccountListRequest request, List<Account> found) {
        int shown = Math.min(request.limit(), found.size());
        var items = found.subList(0, shown).stream().map(AccountView::of).toList();
        return new AccountListView(
                items,
                found.size() > shown
                        ? request.cursorAfter(found.get(shown - 1).id().value())
                        : null);
    }
}

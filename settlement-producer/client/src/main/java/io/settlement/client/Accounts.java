package io.settlement.client;

import io.settlement.client.Pages.Page;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Accounts: open, look at, list, change, and the money that enters and leaves by them. Thread-safe. */
public final class Accounts {

    private static final String ACCOUNTS = "/v1/accounts";
    private static final int PAGE = 200;

    private final Tries tries;

    Accounts(Tries tries) {
        this.tries = tries;
    }

    private record OpenBody(String owner, String type, String currency, String creditLimit, String externalNumber) {}

    private record CashBody(String amount, String currency, String reference) {}

    private record AccountPage(List<Account> items, Optional<String> nextCursor) {
        private AccountPage {
            items = List.copyOf(items);
        }
    }

    /** The same account again for the same owner and key. */
    public Account open(AccountOpening opening) {
        var body = new OpenBody(
                opening.owner(),
                opening.type(),
                opening.currency(),
                opening.creditLimit().map(BigDecimal::toPlainString).orElse(null),
                opening.externalNumber().orElse(null));
        var lookUp = "GET " + Query.of(ACCOUNTS).with("owner", opening.owner());
        return tries.result(Call.keyed(ACCOUNTS, body, opening.key(), lookUp), Account.class);
    }

    public Account get(String accountId) {
        return tries.result(Call.get(path(accountId)), Account.class);
    }

    /** In the order of ids, page by page as it is read. */
    public Stream<Account> ofOwner(String owner) {
        return list(Optional.of(owner), Optional.empty());
    }

    /** @param externalNumber not unique, not even within an owner's accounts */
    public Stream<Account> withExternalNumber(String externalNumber) {
        return list(Optional.empty(), Optional.of(externalNumber));
    }

    /** Both, where both are given; one of them must be. */
    public Stream<Account> list(Optional<String> owner, Optional<String> externalNumber) {
        return Pages.stream(cursor -> {
            var query = Query.of(ACCOUNTS)
                    .with("owner", owner)
                    .with("externalNumber", externalNumber)
                    .with("limit", PAGE)
                    .with("cursor", cursor);
            var page = tries.result(Call.get(query.toString()), AccountPage.class);
            return new Page<>(page.items(), page.nextCursor());
        });
    }

    /** Again: replaces side and reason. */
    public Account freeze(String accountId, FrozenSide side, String reason) {
        return change("POST", accountId, "/freeze", Optional.of(Map.of("side", side.name(), "reason", reason)));
    }

    public Account unfreeze(String accountId, Optional<String> reason) {
        return change("POST", accountId, "/unfreeze", reason.map(text -> Map.of("reason", text)));
    }

    /** Only an account without money and without transfers in flight. */
    public Account close(String accountId) {
        return change("POST", accountId, "/close", Optional.empty());
    }

    public Account setCreditLimit(String accountId, BigDecimal limit) {
        return change("PUT", accountId, "/credit-limit", Optional.of(Map.of("creditLimit", limit.toPlainString())));
    }

    /** @return the transfer, SETTLED or REJECTED */
    public Transfer deposit(CashRequest request) {
        return cash("/deposits", request);
    }

    /** @return the transfer, SETTLED or REJECTED */
    public Transfer withdraw(CashRequest request) {
        return cash("/withdrawals", request);
    }

    private Transfer cash(String verb, CashRequest request) {
        var body = new CashBody(request.amount().toPlainString(), request.currency(), request.reference());
        var lookUp = Transfers.lookUp(request.accountId(), request.key());
        return tries.result(Call.keyed(path(request.accountId()) + verb, body, request.key(), lookUp), Transfer.class);
    }

    private Account change(String method, String accountId, String verb, Optional<Object> body) {
        var path = path(accountId);
        return tries.result(Call.once(method, path + verb, body, "GET " + path), Account.class);
    }

    static String path(String accountId) {
        return ACCOUNTS + "/" + Query.escaped(accountId);
    }
}

package io.settlement.producer.web;

import io.settlement.producer.web.ApiOperation.Answered;
import java.util.List;

/** The operations on accounts, as the API document describes them. */
final class AccountOperations {

    private static final String TAG = "Accounts";

    private static final String ACCOUNT = account("OPEN", "");

    static final List<ApiOperation> ALL = List.of(
            open(),
            list(),
            get(),
            statement(),
            balance(),
            cash("deposit", "Pay money in", ProblemReason.DESTINATION_UNKNOWN, "DESTINATION_FROZEN"),
            cash("withdrawal", "Pay money out", ProblemReason.SOURCE_UNKNOWN, "INSUFFICIENT_FUNDS"),
            freeze(),
            unfreeze(),
            creditLimit(),
            close());

    private AccountOperations() {}

    private static String account(String status, String statusReason) {
        return """
                {"accountId": "2465193472000100", "owner": "ann", "externalNumber": "SHOP-17", "type": "SA",
                 "currency": "CNY", "status": "%s", %s"balance": "100.00", "held": "0.00", "creditLimit": "0.00",
                 "available": "100.00", "openedAt": "2026-11-25T09:29:58.731Z"}""".formatted(status, statusReason.isEmpty() ? "" : "\"statusReason\": \"" + statusReason + "\", ");
    }

    private static ApiOperation open() {
        return ApiOperation.of("POST /v1/accounts", "openAccount", TAG, "Open an account", """
                Owner and key identify the opening for ever: the same content gives the same account again, other content
                is a 409. The first account of a currency needs all shards. A credit limit needs the scope `operate` too.""")
                .sending("""
                {"owner": "ann", "type": "SA", "currency": "CNY", "externalNumber": "SHOP-17"}""")
                .answering(new Answered(201, "The account.", AccountView.class, ACCOUNT))
                .refusing(ProblemReason.KEY_CONFLICT);
    }

    private static ApiOperation list() {
        return ApiOperation.of(
                        "GET /v1/accounts", "listAccounts", TAG, "Accounts of an owner or an external number", """
                One of owner and externalNumber at least; a key that is bound to an owner lists that owner's. In the order of
                ids, over all shards: the list is complete, or a 503 that names the shard it lacks.""")
                .asking("owner", "externalNumber", "cursor", "limit")
                .answering(new Answered(200, "A page.", AccountListView.class, """
                {"items": [%s], "nextCursor": "AAjCDbgVgGQY0K0M"}""".formatted(ACCOUNT)))
                .refusing();
    }

    private static ApiOperation get() {
        return ApiOperation.of("GET /v1/accounts/{accountId}", "getAccount", TAG, "An account", "")
                .answering(new Answered(200, "The account as it is now.", AccountView.class, ACCOUNT))
                .refusing(ProblemReason.ACCOUNT_UNKNOWN);
    }

    private static ApiOperation statement() {
        return ApiOperation.of(
                        "GET /v1/accounts/{accountId}/statement",
                        "getStatement",
                        TAG,
                        "All that moved the balance",
                        """
                By number: `from` and `limit`; opening and closing are those of the page. By period: `since` (included) and
                `until` (not included), one of the two at least; opening and closing are those of the period, on every page.
                Lines never change, have numbers without a gap, and times that never go back.""")
                .asking("from", "since", "until", "cursor", "limit")
                .answering(new Answered(200, "A page.", StatementView.class, """
                {"accountId": "2465193472000100", "currency": "CNY",
                 "opening": {"sequence": 0, "balance": "0.00"}, "closing": {"sequence": 2, "balance": "87.50"},
                 "lines": [
                  {"sequence": 1, "kind": "DEPOSIT", "amount": "100.00", "balanceAfter": "100.00",
                   "transferId": "250870531882582116", "at": "2026-11-25T09:29:59.004113Z"},
                  {"sequence": 2, "kind": "DEBIT", "amount": "-12.50", "balanceAfter": "87.50",
                   "transferId": "250870531882582243", "at": "2026-11-25T09:30:00.124307Z"}],
                 "nextCursor": "AAAAAAAAAAPz6q7C"}"""))
                .refusing(ProblemReason.ACCOUNT_UNKNOWN);
    }

    private static ApiOperation balance() {
        return ApiOperation.of(
                        "GET /v1/accounts/{accountId}/balance",
                        "getBalance",
                        TAG,
                        "The balance, now or at an instant",
                        """
                Final once the shard has recorded anything later; an answer about the last few seconds may still change.""")
                .asking("at")
                .answering(new Answered(
                        200,
                        "The balance, and the last line that it includes.",
                        StatementController.BalanceView.class,
                        """
                {"accountId": "2465193472000100", "currency": "CNY", "balance": "87.50", "sequence": 2,
                 "at": "2026-11-25T10:00:00Z"}"""))
                .refusing(ProblemReason.ACCOUNT_UNKNOWN);
    }

    private static ApiOperation cash(String noun, String summary, ProblemReason unknown, String refusal) {
        boolean in = noun.equals("deposit");
        return ApiOperation.of(
                        "POST /v1/accounts/{accountId}/" + noun + "s", in ? "deposit" : "withdraw", TAG, summary, """
                Touches one shard, so it is settled at once, and needs no broker. Account and key identify it for ever; the
                keys are those of the account's transfers too.""")
                .sending("""
                {"amount": "100.00", "currency": "CNY", "reference": "counter"}""")
                .answering(
                        new Answered(201, "Settled.", TransferView.class, cash(in, "SETTLED", "null")),
                        new Answered(
                                422,
                                "Rejected, for ever; the reason is the transfer's.",
                                TransferView.class,
                                cash(in, "REJECTED", "\"" + refusal + "\"")))
                .refusing(
                        ProblemReason.KEY_CONFLICT,
                        unknown,
                        ProblemReason.INSTRUCTION_BREAKS_DEBIT,
                        ProblemReason.QUEUE_FULL,
                        ProblemReason.NOT_ACCEPTED,
                        ProblemReason.UNKNOWN);
    }

    private static String cash(boolean in, String status, String reason) {
        var account = "2465193472000100";
        var nostro = "250870531882500992";
        return """
                {"transferId": "250870531882582116", "sourceAccountId": "%s",
                 "destinationAccountId": "%s", "amount": "100.00", "currency": "CNY",
                 "reference": "counter", "status": "%s", "reason": %s}""".formatted(in ? nostro : account, in ? account : nostro, status, reason);
    }

    private static ApiOperation freeze() {
        return ApiOperation.of(
                        "POST /v1/accounts/{accountId}/freeze",
                        "freezeAccount",
                        TAG,
                        "Stop debits, credits or both",
                        """
                Again: replaces side and reason. A reversal, which gives back what was taken, is posted all the same.""")
                .sending("{\"side\": \"DEBIT\", \"reason\": \"order of the court, file 4711\"}")
                .answering(new Answered(
                        200,
                        "The account.",
                        AccountView.class,
                        account("FROZEN_DEBIT", "order of the court, file 4711")))
                .refusing(ProblemReason.ACCOUNT_UNKNOWN, ProblemReason.ACCOUNT_STATE);
    }

    private static ApiOperation unfreeze() {
        return ApiOperation.of(
                        "POST /v1/accounts/{accountId}/unfreeze",
                        "unfreezeAccount",
                        TAG,
                        "End a freeze",
                        "The body may be left out.")
                .sending("{\"reason\": \"file 4711 closed\"}")
                .answering(new Answered(200, "The account.", AccountView.class, account("OPEN", "file 4711 closed")))
                .refusing(ProblemReason.ACCOUNT_UNKNOWN, ProblemReason.ACCOUNT_STATE);
    }

    private static ApiOperation creditLimit() {
        return ApiOperation.of(
                        "PUT /v1/accounts/{accountId}/credit-limit",
                        "setCreditLimit",
                        TAG,
                        "How far an SP account may go below zero",
                        "Never below what is in use, whatever debits run at the same time.")
                .sending("{\"creditLimit\": \"500.00\"}")
                .answering(new Answered(
                        200,
                        "The account.",
                        AccountView.class,
                        ACCOUNT.replace("\"SA\"", "\"SP\"")
                                .replace("\"creditLimit\": \"0.00\"", "\"creditLimit\": \"500.00\"")
                                .replace("\"available\": \"100.00\"", "\"available\": \"600.00\"")))
                .refusing(ProblemReason.ACCOUNT_UNKNOWN, ProblemReason.ACCOUNT_STATE);
    }

    private static ApiOperation close() {
        return ApiOperation.of(
                        "POST /v1/accounts/{accountId}/close", "closeAccount", TAG, "Close an account for ever", """
                Only an account without a balance, a hold or an open transfer.""")
                .answering(new Answered(
                        200,
                        "The account.",
                        AccountView.class,
                        account("CLOSED", "").replace("100.00", "0.00")))
                .refusing(ProblemReason.ACCOUNT_UNKNOWN, ProblemReason.ACCOUNT_STATE);
    }
}

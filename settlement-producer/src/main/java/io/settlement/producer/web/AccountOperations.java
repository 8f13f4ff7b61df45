package io.settlement.producer.web;

import io.settlement.producer.web.ApiOperation.Answered;
import java.util.List;

/** The operations on accounts, as the API document describes them. */
final class AccountOperations {

    private static final String TAG = "Accounts";

    private static final String ACCOUNT = account("OPEN");

    static final List<ApiOperation> ALL =
            List.of(open(), get(), deposit(), status("freeze"), status("unfreeze"), close());

    private AccountOperations() {}

    private static String account(String status) {
        return """
                {"accountId": "2465193472000100", "owner": "ann", "type": "SA", "currency": "CNY", "status": "%s",
                 "balance": "100.00", "available": "100.00"}""".formatted(status);
    }

    private static ApiOperation open() {
        return ApiOperation.of("POST /v1/accounts", "openAccount", TAG, "Open an account", """
                Owner and key identify the opening for ever: the same content gives the same account again, other content
                is a 409. The first account of a currency needs all shards.""")
                .sending("""
                {"owner": "ann", "type": "SA", "currency": "CNY"}""")
                .answering(new Answered(201, "The account.", AccountView.class, ACCOUNT))
                .refusing(ProblemReason.KEY_CONFLICT);
    }

    private static ApiOperation get() {
        return ApiOperation.of("GET /v1/accounts/{accountId}", "getAccount", TAG, "An account", "")
                .answering(new Answered(200, "The account as it is now.", AccountView.class, ACCOUNT))
                .refusing(ProblemReason.ACCOUNT_UNKNOWN);
    }

    private static ApiOperation deposit() {
        return ApiOperation.of("POST /v1/accounts/{accountId}/deposits", "deposit", TAG, "Pay money in", """
                Touches one shard, so it is settled at once, and needs no broker. Account and key identify it for ever.""")
                .sending("""
                {"amount": "100.00", "currency": "CNY", "reference": "counter"}""")
                .answering(
                        new Answered(201, "Settled.", TransferView.class, deposit("SETTLED", "null")),
                        new Answered(
                                422,
                                "Rejected, for ever; the reason is the transfer's.",
                                TransferView.class,
                                deposit("REJECTED", "\"DESTINATION_FROZEN\"")))
                .refusing(
                        ProblemReason.KEY_CONFLICT,
                        ProblemReason.DESTINATION_UNKNOWN,
                        ProblemReason.INSTRUCTION_BREAKS_DEBIT,
                        ProblemReason.QUEUE_FULL,
                        ProblemReason.NOT_ACCEPTED,
                        ProblemReason.UNKNOWN);
    }

    private static String deposit(String status, String reason) {
        return """
                {"transferId": "250870531882582116", "sourceAccountId": "250870531882500992",
                 "destinationAccountId": "2465193472000100", "amount": "100.00", "currency": "CNY",
                 "reference": "counter", "status": "%s", "reason": %s}""".formatted(status, reason);
    }

    private static ApiOperation status(String verb) {
        boolean freezes = verb.equals("freeze");
        var operation = ApiOperation.of(
                "POST /v1/accounts/{accountId}/" + verb,
                verb + "Account",
                TAG,
                freezes ? "Stop debits, credits or both" : "End a freeze",
                "");
        return (freezes ? operation.sending("{\"side\": \"DEBIT\"}") : operation)
                .answering(new Answered(
                        200, "The account.", AccountView.class, freezes ? account("FROZEN_DEBIT") : ACCOUNT))
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
                        account("CLOSED").replace("100.00", "0.00")))
                .refusing(ProblemReason.ACCOUNT_UNKNOWN, ProblemReason.ACCOUNT_STATE);
    }
}

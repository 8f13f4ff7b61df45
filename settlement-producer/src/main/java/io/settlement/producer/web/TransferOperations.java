package io.settlement.producer.web;

import io.settlement.producer.web.ApiOperation.Answered;
import java.util.List;

/** The operations on transfers, as the API document describes them. */
final class TransferOperations {

    private static final String TAG = "Transfers";

    private static final String SUBMITTED = """
            {"sourceAccountId": "2465193472000100", "destinationAccountId": "2465193475000611", "amount": "12.50",
             "currency": "CNY", "reference": "invoice 4711"}""";

    private static final String DEBITED = transfer("DEBITED", "null");
    private static final String SETTLED = transfer("SETTLED", "null");
    private static final String REJECTED = transfer("REJECTED", "\"INSUFFICIENT_FUNDS\"");

    private static final String DETAILS = SETTLED.substring(0, SETTLED.length() - 1) + """
            , "kind": "TRANSFER", "idempotencyKey": "order-4711", "steps": [
              {"step": "ACCEPTED", "at": "2026-11-25T09:30:00.120Z", "shard": 0},
              {"step": "DEBITED", "at": "2026-11-25T09:30:00.124307Z", "shard": 0},
              {"step": "CREDITED", "at": "2026-11-25T09:30:00.139518Z", "shard": 2},
              {"step": "SETTLED", "at": "2026-11-25T09:30:00.142077Z", "shard": 0}]}""";

    static final List<ApiOperation> ALL = List.of(submit(), bulk(), list(), byKey(), get());

    private TransferOperations() {}

    private static String transfer(String status, String reason) {
        return """
                {"transferId": "250870531882582116", "sourceAccountId": "2465193472000100",
                 "destinationAccountId": "2465193475000611", "amount": "12.50", "currency": "CNY",
                 "reference": "invoice 4711", "status": "%s", "reason": %s}""".formatted(status, reason);
    }

    private static ApiOperation submit() {
        return ApiOperation.of(
                        "POST /v1/transfers", "submitTransfer", TAG, "Move money from one account to another", """
                Debits the payer and answers; the credit follows by itself. Account and key identify the instruction for
                ever: the same content gives the same answer again, with the state as it is now; other content is a 409.
                A rejection is stored for its key for ever, too.

                With `Prefer: wait=N` the answer is held back until the transfer has ended, at most N seconds from the
                arrival of the request: then 200 and the end, or the usual 202.""")
                .sending(SUBMITTED)
                .answering(
                        new Answered(
                                        202,
                                        "Debited; the end follows. A repetition shows the state as it is now.",
                                        TransferView.class,
                                        DEBITED)
                                .with("Preference-Applied"),
                        new Answered(200, "Ended while the caller preferred to wait.", TransferView.class, SETTLED)
                                .with("Preference-Applied"),
                        new Answered(
                                422,
                                "Rejected by the payer's shard, for ever; the reason is the transfer's.",
                                TransferView.class,
                                REJECTED))
                .refusing(
                        ProblemReason.KEY_CONFLICT,
                        ProblemReason.SOURCE_UNKNOWN,
                        ProblemReason.INSTRUCTION_BREAKS_DEBIT,
                        ProblemReason.QUEUE_FULL,
                        ProblemReason.NOT_ACCEPTED,
                        ProblemReason.UNKNOWN);
    }

    private static ApiOperation bulk() {
        return ApiOperation.of("POST /v1/transfers/bulk", "submitTransfers", TAG, "Submit up to 1,000 transfers", """
                Each item stands for itself, has a key of its own and gets a result of its own, in the order sent. An item
                whose shard is full, limited or away is a 429 or 503 alone; the others are not held up by it. The whole request is a
                429 only if nothing of it was taken. `Prefer` is passed over.""")
                .sending("""
                {"transfers": [
                  {"idempotencyKey": "order-4711", "sourceAccountId": "2465193472000100",
                   "destinationAccountId": "2465193475000611", "amount": "12.50", "currency": "CNY",
                   "reference": "invoice 4711"},
                  {"idempotencyKey": "order-4712", "sourceAccountId": "2465193472000100",
                   "destinationAccountId": "2465193475000611", "amount": "1.005", "currency": "CNY"}]}""")
                .answering(new Answered(
                        200, "One result per item.", TransferController.BulkResponse.class, """
                {"results": [
                  {"idempotencyKey": "order-4711", "code": 202, "transfer": %s},
                  {"idempotencyKey": "order-4712", "code": 400, "problem":
                    {"type": "urn:settlement:problem:invalid-request", "title": "Bad Request", "status": 400,
                     "detail": "amount 1.005 has more decimals than CNY", "reason": "INVALID_REQUEST", "field": "amount"}}
                ]}""".formatted(DEBITED)))
                .refusing(ProblemReason.QUEUE_FULL);
    }

    private static ApiOperation list() {
        return ApiOperation.of(
                        "GET /v1/transfers", "listTransfers", TAG, "The transfers of an account, newest first", """
                `OUTGOING` (if nothing is said): what stands under the account's own keys, that is what it pays, and its
                deposits; by the time of acceptance. `INCOMING`: what transfers of others have credited it; by the time of
                the credit. Times are compared by the millisecond.

                Follow `nextCursor` until it is absent. A page may be short, even empty, and still have one: a page looks at
                1,000 rows at most. What stood when the first page was read is listed once, whatever is written meanwhile;
                for what is newer start again. INCOMING needs the payers' shards: while one is away the answer is a 503, and
                the account's statement still shows its credits.""")
                .asking("accountId", "direction", "status", "since", "until", "reference", "cursor", "limit")
                .answering(new Answered(200, "A page.", TransferListView.class, """
                {"items": [%s, "kind": "TRANSFER", "idempotencyKey": "order-4711"}], "nextCursor": "A3tE9LyQACRKmcis"}
                """.formatted(
                        SETTLED.substring(0, SETTLED.length() - 1)).strip()))
                .refusing(ProblemReason.ACCOUNT_UNKNOWN);
    }

    private static ApiOperation byKey() {
        return ApiOperation.of("GET /v1/transfers/by-key", "getTransferByKey", TAG, "The transfer under a key", """
                For whoever got a 503 or no answer. A 404 promises nothing while the request that was sent with the key may
                still run: only the same request with the same key tells for certain.""")
                .asking("accountId", "idempotencyKey")
                .answering(new Answered(200, "The transfer with its way so far.", TransferDetails.class, DETAILS))
                .refusing(ProblemReason.TRANSFER_UNKNOWN, ProblemReason.ACCOUNT_UNKNOWN);
    }

    private static ApiOperation get() {
        return ApiOperation.of("GET /v1/transfers/{transferId}", "getTransfer", TAG, "A transfer with its steps", """
                The steps in the order of cause and effect, each with the shard on which it happened and the time by the
                clock of the process that wrote it. Where the payee's shard cannot be asked at present the rest is answered,
                with `unreadShard`.""")
                .answering(new Answered(200, "The transfer with its way so far.", TransferDetails.class, DETAILS))
                .refusing(ProblemReason.TRANSFER_UNKNOWN);
    }
}

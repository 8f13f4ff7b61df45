package io.settlement.producer.web;

import io.settlement.producer.web.ApiOperation.Answered;
import java.util.List;

/** What the operator page asks for, as the API document describes it. */
final class OperateOperations {

    private static final String TAG = "Operate";

    private static final String STANDING = """
            "openTransfers": 3, "oldestOpenMillis": 412, "parkedTransfers": 0,
            "inFlight": [{"currency": "CNY", "amount": "37.50"}],
            "latest": [{"status": "DEBITED", "transfers": 3}, {"status": "SETTLED", "transfers": 61}],
            "journalEntries": 90210, "eventsWaiting": 2""";

    static final List<ApiOperation> ALL = List.of(figures(), transfer(), health(), instances(), parked());

    private OperateOperations() {}

    private static ApiOperation figures() {
        return ApiOperation.of("GET /v1/operate/figures", "getFigures", TAG, "What is in flight on every shard", """
                From the shards' own tables, looked at once a second at most, and this process's own counts. A shard that
                does not answer is named and left out of the sums. The key must be the operator's, for this and all of
                `/v1/operate`.""")
                .answering(new Answered(200, "As of a second ago.", FiguresView.class, """
                        {"at": "2026-11-25T09:30:00.250Z", "producer": "10.0.0.7:8080", "since": "2026-11-25T08:00:00Z",
                         "all": {%1$s}, "unreadShards": [1],
                         "shards": [{"shard": 0, %1$s}, {"shard": 1, "trouble": "no answer in time"}],
                         "answers": [{"answer": "debited", "instructions": 61}],
                         "rejections": [{"reason": "INSUFFICIENT_FUNDS", "instructions": 2}]}""".formatted(STANDING)))
                .refusing();
    }

    private static ApiOperation transfer() {
        return ApiOperation.of(
                        "GET /v1/operate/transfers/{transferId}",
                        "traceTransfer",
                        TAG,
                        "A transfer's way through batch, journals and events",
                        """
                        As `GET /v1/transfers/{transferId}`, with the batch it was debited in (a key of its message), the journal
                        entry of each step and whether that entry's events are published.""")
                .answering(new Answered(200, "The transfer with its way so far.", TransferTraceView.class, """
                        {"transferId": "250870531882582116", "sourceAccountId": "2465193472000100",
                         "destinationAccountId": "2465193475000611", "amount": "12.50", "currency": "CNY",
                         "reference": "invoice 4711", "status": "DEBITED", "reason": null, "kind": "TRANSFER",
                         "idempotencyKey": "order-4711", "batchId": "250870531882583008", "steps": [
                           {"step": "ACCEPTED", "at": "2026-11-25T09:30:00.120Z", "shard": 0},
                           {"step": "DEBITED", "at": "2026-11-25T09:30:00.124307Z", "shard": 0, "entry": 4711,
                            "published": true}]}"""))
                .refusing(ProblemReason.TRANSFER_UNKNOWN);
    }

    private static ApiOperation health() {
        return ApiOperation.of("GET /v1/operate/health", "getHealth", TAG, "Health of this process and its shards", """
                What `/actuator/health` of the management port tells, and how this process uses each shard.""")
                .answering(new Answered(200, "The last look at each part.", HealthView.class, """
                        {"status": "DEGRADED", "readOnly": "maintenance until 12:00",
                         "components": [{"component": "broker", "status": "DEGRADED", "missing": ["no answer from broker a"],
                           "stillWorks": "deposits, withdrawals, accounts, reads"}],
                         "shards": [{"shard": 0, "up": true, "circuitOpen": false, "queuedInstructions": 12,
                           "unresolvedBatches": 0, "connectionsActive": 2, "connectionsLimit": 8, "threadsWaiting": 0}]}"""))
                .refusing();
    }

    private static ApiOperation instances() {
        return ApiOperation.of(
                        "GET /v1/operate/instances",
                        "getInstances",
                        TAG,
                        "The processes that are registered, and what each runs",
                        """
                        From Nacos, asked every three seconds at most. What a process runs it is asked itself, at its management
                        port; one whose port is not reachable from here is told with `trouble`.""")
                .answering(new Answered(200, "Who is registered.", InstancesView.class, """
                        {"instances": [{"service": "settlement-producer", "address": "10.0.0.7:8080", "weight": 1.0,
                          "healthy": true, "enabled": true, "version": "0.1.0", "slotMapDigest": "9f86d081884c",
                          "documents": [{"dataId": "settlement-producer-live", "md5": "5d41402abc4b2a76b9719d911017c592",
                            "since": "2026-11-25T08:00:00Z"}]}]}"""))
                .refusing();
    }

    private static ApiOperation parked() {
        return ApiOperation.of("GET /v1/operate/parked", "getParked", TAG, "The transfers that are set aside", """
                Up to 100 of each shard, oldest first, with what the database said. `scripts/replay` ends them.""")
                .answering(new Answered(200, "As of a second ago.", ParkedView.class, """
                        {"shards": [{"shard": 0, "parked": [{"transferId": "250870531882582116", "stage": "CREDIT",
                          "reason": "CONSTRAINT `account_bound` failed", "parkedAt": "2026-11-25T09:30:01Z"}],
                          "more": false}]}"""))
                .refusing();
    }
}

package io.settlement.client;

/** What became of one transfer of a bulk. */
public sealed interface BulkResult {

    TransferRequest request();

    /** The ledger has decided: debited, or whatever it has come to since; rejected as well. */
    record Decided(TransferRequest request, Transfer transfer) implements BulkResult {}

    /** Refused for good, or not taken in time; the problem says which. Nothing was done by this call. */
    record NotDone(TransferRequest request, SettlementException why) implements BulkResult {}

    /** Sent, and not known whether it was carried out. It has not failed: the same request with the same key tells. */
    record Unknown(TransferRequest request, OutcomeUnknown why) implements BulkResult {}
}

package io.settlement.producer.web;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/** The body of POST /v1/transfers/bulk: 1 to 1,000 transfers, each with its own key. */
record BulkRequest(List<Item> transfers) {

    static final int MAX_ITEMS = 1000;

    /** A transfer of a bulk. */
    @Schema(name = "BulkItem")
    record Item(
            String idempotencyKey,
            String sourceAccountId,
            String destinationAccountId,
            String amount,
            String currency,
            String reference) {

        TransferRequest toRequest() {
            return new TransferRequest(sourceAccountId, destinationAccountId, amount, currency, reference);
        }
    }

    List<Item> items() {
        if (transfers == null || transfers.isEmpty() || transfers.size() > MAX_ITEMS) {
            throw new BadInput("transfers", "transfers must have 1 to " + MAX_ITEMS + " items");
        }
        return transfers;
    }
}

package io.settlement.producer.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.settlement.ledger.Transfer;
import io.settlement.ledger.TransferPage;
import io.settlement.ledger.TransferQuery;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/** A page of an account's transfers. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "TransferList")
record TransferListView(List<Item> items, String nextCursor) {

    /** A transfer of a list. The key is its payer's own affair and not shown to the payee. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "ListedTransfer")
    record Item(@JsonUnwrapped TransferView transfer, String kind, String idempotencyKey) {

        static Item of(Transfer transfer, boolean withKey) {
            var instruction = transfer.instruction();
            return new Item(
                    TransferView.of(transfer),
                    instruction.kind().name(),
                    withKey ? instruction.key().value() : null);
        }
    }

    static TransferListView of(TransferQuery query, TransferPage page) {
        boolean ownKeys = query.direction() == TransferQuery.Direction.OUTGOING;
        return new TransferListView(
                page.transfers().stream()
                        .map(transfer -> Item.of(transfer, ownKeys))
                        .toList(),
                page.next()
                        .map(place -> TransferListRequest.cursorAt(place, query))
                        .orElse(null));
    }
}

package io.settlement.producer.web;

import io.settlement.ledger.Transfer;
import io.swagger.v3.oas.annotations.media.Schema;

/** A transfer as the API shows it. {@code reason} is null unless the status is REJECTED or REVERSED. */
@Schema(name = "Transfer")
record TransferView(
        String transferId,
        String sourceAccountId,
        String destinationAccountId,
        String amount,
        String currency,
        String reference,
        String status,
        String reason) {

    static TransferView of(Transfer transfer) {
        var instruction = transfer.instruction();
        return new TransferView(
                transfer.id().toString(),
                instruction.source().toString(),
                instruction.destination().toString(),
                instruction.amount().toDecimal(),
                instruction.amount().currency().code(),
                instruction.reference(),
                transfer.status().name(),
                transfer.reason().map(Enum::name).orElse(null));
    }
}

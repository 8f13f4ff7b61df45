package io.settlement.producer.web;

import io.settlement.ledger.TransferInstruction;
import io.settlement.ledger.TransferKind;

/** The body of POST /v1/transfers. The amount is a plain decimal string. */
record TransferRequest(
        String sourceAccountId, String destinationAccountId, String amount, String currency, String reference) {

    TransferInstruction toInstruction(String idempotencyKey) {
        var money = Fields.money(amount, currency);
        return Fields.instruction(
                TransferKind.TRANSFER,
                Fields.key(idempotencyKey),
                Fields.customerAccount("sourceAccountId", sourceAccountId),
                Fields.customerAccount("destinationAccountId", destinationAccountId),
                money,
                reference);
    }
}

package io.settlement.ledger;

import java.util.Optional;

/**
 * A transfer as its row on the payer's shard tells it.
 *
 * @param reason set exactly when the status is REJECTED or REVERSED
 * @param debitTxn the batch that created the row
 */
public record Transfer(
        TransferId id,
        TransferInstruction instruction,
        TransferStatus status,
        Optional<RejectionReason> reason,
        BatchId debitTxn) {

    /** The first field, by its public name, in which another instruction under the same key differs; empty if none. */
    public Optional<String> differsFrom(TransferInstruction other) {
        if (instruction.kind() != other.kind()) {
            return Optional.of("kind");
        }
        if (!instruction.source().equals(other.source())) {
            return Optional.of("sourceAccountId");
        }
        if (!instruction.destination().equals(other.destination())) {
            return Optional.of("destinationAccountId");
        }
        if (!instruction.amount().currency().equals(other.amount().currency())) {
            return Optional.of("currency");
        }
        if (instruction.amount().minorUnits() != other.amount().minorUnits()) {
            return Optional.of("amount");
        }
        return instruction.reference().equals(other.reference()) ? Optional.empty() : Optional.of("reference");
    }
}

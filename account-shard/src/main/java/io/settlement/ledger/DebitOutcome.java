package io.settlement.ledger;

/** What a debit decided on one instruction, definite once the debit's transaction is committed. */
public sealed interface DebitOutcome {

    /** The instruction stands as this row, written now ({@code replayed} false) or by an earlier try. */
    record Stored(Transfer transfer, boolean replayed) implements DebitOutcome {}

    /** The key stands for other content; {@code field} is the first one that differs, by its public name. */
    record KeyConflict(Transfer transfer, String field) implements DebitOutcome {}

    /** Refused without a row to decide on; nothing is stored and the key stays free. */
    record NotStored(RejectionReason reason) implements DebitOutcome {}

    /** The key account is another owner's. Nothing is stored or told, and the key stays what it was. */
    record Forbidden() implements DebitOutcome {}

    /** Answers an instruction from the row that stands under its key. */
    static DebitOutcome ofStoredRow(Transfer transfer, TransferInstruction asked) {
        return transfer.differsFrom(asked)
                .<DebitOutcome>map(field -> new KeyConflict(transfer, field))
                .orElseGet(() -> new Stored(transfer, true));
    }
}

package io.settlement.ledger;

/**
 * One instruction with the id it gets if it is new. A replay keeps the id of the first time instead.
 *
 * @param by in whose name it is asked; decided on the key account's locked row
 */
public record DebitItem(TransferId transferId, TransferInstruction instruction, ActingOwner by) {

    public DebitItem {
        if (!transferId.slot().equals(instruction.keyAccount().slot())) {
            throw new LedgerInvariantViolated(
                    "slot of transfer " + transferId, instruction.keyAccount().slot(), transferId.slot());
        }
    }
}

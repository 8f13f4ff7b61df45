package io.settlement.ledger;

/** What identifies an instruction for ever: the same key with another account is another instruction. */
public record KeyOfAccount(AccountId account, IdempotencyKey key) {

    public static KeyOfAccount of(TransferInstruction instruction) {
        return new KeyOfAccount(instruction.keyAccount(), instruction.key());
    }
}

package io.settlement.ledger;

import java.util.Map;
import java.util.Optional;

/**
 * What stands under some keys, and whose their accounts are. Read without locks, and right all the same: a row that is
 * stored keeps its content, an account keeps its owner.
 */
public record StoredKeys(Map<KeyOfAccount, Transfer> transfers, Map<AccountId, String> owners) {

    public static final StoredKeys NONE = new StoredKeys(Map.of(), Map.of());

    /** The outcome that is definite without a debit; empty where nothing stands that would tell. */
    public Optional<DebitOutcome> outcomeOf(TransferInstruction asked, ActingOwner by) {
        var owner = owners.get(asked.keyAccount());
        if (owner != null && !by.covers(owner)) {
            // Whether or not a row stands: the difference would tell a stranger that the key is used.
            return Optional.of(new DebitOutcome.Forbidden());
        }
        return Optional.ofNullable(transfers.get(KeyOfAccount.of(asked)))
                .map(stored -> DebitOutcome.ofStoredRow(stored, asked));
    }
}

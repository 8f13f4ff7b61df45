package io.settlement.ledger;

import java.util.Optional;

/**
 * In whose name something is asked: one owner's, who may act on that owner's accounts only, or nobody's in particular,
 * which is the operator and may act on all. It is not part of an instruction's content: the same key from the operator
 * and from the owner is the same transfer.
 */
public record ActingOwner(Optional<String> owner) {

    public static final ActingOwner ANY = new ActingOwner(Optional.empty());

    public static ActingOwner of(String owner) {
        return new ActingOwner(Optional.of(owner));
    }

    public boolean covers(String ownerOfAccount) {
        return owner.isEmpty() || owner.get().equals(ownerOfAccount);
    }
}

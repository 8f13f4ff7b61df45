package io.settlement.ledger;

import java.util.Optional;

/** Which accounts to list: those of an owner, those of an external number, or those of both. */
public record AccountSearch(Optional<String> owner, Optional<ExternalNumber> externalNumber) {

    public AccountSearch {
        if (owner.isEmpty() && externalNumber.isEmpty()) {
            throw new IllegalArgumentException("owner or externalNumber is required");
        }
        owner.ifPresent(AccountOpening::requireOwner);
    }
}

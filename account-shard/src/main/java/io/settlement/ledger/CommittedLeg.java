package io.settlement.ledger;

import java.util.Objects;
import java.util.Optional;

/**
 * A decision of the payee's shard that is known to be committed. Only the destination ledger makes them, so that no
 * transfer can be finished on a guess.
 */
public record CommittedLeg(TransferId transferId, LegOutcome outcome, Optional<RejectionReason> reason) {

    public CommittedLeg {
        Objects.requireNonNull(transferId, "transferId");
        if ((outcome == LegOutcome.REFUSED) != reason.isPresent()) {
            throw new LedgerInvariantViolated("leg of transfer " + transferId, "a reason exactly when REFUSED", reason);
        }
    }
}

package io.settlement.ledger.shard;

import io.settlement.ledger.LedgerInvariantViolated;
import io.settlement.ledger.LegOutcome;
import io.settlement.ledger.RejectionReason;
import io.settlement.ledger.TransferId;
import java.util.Optional;

/**
 * A decision of the payee's shard that is known to be committed. Only this package makes them, and only after the
 * commit or from a committed row, so that no transfer can be finished on a guess.
 */
public final class CommittedLeg {

    private final TransferId transferId;
    private final LegOutcome outcome;
    private final Optional<RejectionReason> reason;

    CommittedLeg(TransferId transferId, LegOutcome outcome, Optional<RejectionReason> reason) {
        if ((outcome == LegOutcome.REFUSED) != reason.isPresent()) {
            throw new LedgerInvariantViolated("leg of transfer " + transferId, "a reason exactly when REFUSED", reason);
        }
        this.transferId = transferId;
        this.outcome = outcome;
        this.reason = reason;
    }

    public TransferId transferId() {
        return transferId;
    }

    public LegOutcome outcome() {
        return outcome;
    }

    /** Why the credit was refused; empty when it was made. */
    public Optional<RejectionReason> reason() {
        return reason;
    }

    @Override
    public String toString() {
        return transferId + " " + outcome + reason.map(why -> " " + why).orElse("");
    }
}

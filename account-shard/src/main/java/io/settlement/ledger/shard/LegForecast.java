package io.settlement.ledger.shard;

import io.settlement.ledger.LegOutcome;
import io.settlement.ledger.RejectionReason;
import io.settlement.ledger.TransferId;
import java.util.Optional;

/**
 * What the payee's shard has decided on a transfer, or would decide now. For a person to look at: it finishes nothing,
 * which takes a {@link CommittedLeg}.
 *
 * @param reason why the credit is refused; empty when it is made
 * @param stands whether the leg is there already, and the answer final
 */
public record LegForecast(
        TransferId transferId, LegOutcome outcome, Optional<RejectionReason> reason, boolean stands) {}

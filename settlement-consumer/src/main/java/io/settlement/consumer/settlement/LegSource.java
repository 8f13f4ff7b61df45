package io.settlement.consumer.settlement;

import io.settlement.ledger.ShardId;
import io.settlement.ledger.Transfer;
import io.settlement.ledger.shard.CommittedLeg;
import java.util.List;

/** Where committed legs come from: the credit itself, or, for parked transfers, only what was decided before. */
@FunctionalInterface
interface LegSource {

    /** At most one leg per transfer; one transaction on the payees' shard. */
    List<CommittedLeg> of(ShardId payees, List<Transfer> transfers);
}

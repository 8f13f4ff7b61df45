package io.settlement.consumer.settlement;

import io.settlement.consumer.settlement.Fate.LeftOver;
import io.settlement.consumer.settlement.Fate.Why;
import io.settlement.ledger.TransferId;
import java.util.Collection;

/** What a task that did not run, or failed as a whole, means for its transfers: they are left over. */
final class Failures {

    private Failures() {}

    static Settlement left(Collection<TransferId> transfers, Throwable failed) {
        return Settlement.ofAll(transfers, new LeftOver(whyOf(failed), Bisection.reasonOf(failed)));
    }

    private static Why whyOf(Throwable failed) {
        return failed instanceof ShardLane.Declined declined ? declined.why() : Why.SHARD_TROUBLE;
    }
}

package io.settlement.ledger.shard;

import io.settlement.ledger.ShardId;
import io.settlement.ledger.TransferId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * Transfers that broke the credit or the finish of their group, set aside on their source shard with the reason. They
 * stay DEBITED and in flight; a finish takes them out in its own transaction.
 */
public interface Parking {

    /** The longest list that one look answers. */
    int MOST_LISTED = 1000;

    /** Where the transfer broke. */
    enum Stage {
        CREDIT,
        FINISH
    }

    /** One parked transfer. */
    record Parked(TransferId transferId, Stage stage, String reason, Instant parkedAt) {}

    /**
     * Sets a transfer aside; does nothing where it is parked, or finished, already.
     *
     * @param sourceShard where the transfer's row is
     */
    void park(ShardId sourceShard, TransferId transfer, Stage stage, String reason);

    /** What is parked on a shard, oldest transfer first, at most {@link #MOST_LISTED}. */
    default List<Parked> list(ShardId shard) {
        return list(shard, 0);
    }

    /**
     * The next page of {@link #list(ShardId)}.
     *
     * @param after the last transfer id of the page before
     */
    List<Parked> list(ShardId shard, long after);

    /** Those of the transfers that are parked, however many are parked besides. */
    Set<TransferId> among(ShardId shard, Collection<TransferId> transfers);
}

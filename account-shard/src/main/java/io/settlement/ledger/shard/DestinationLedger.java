package io.settlement.ledger.shard;

import io.settlement.ledger.ShardId;
import io.settlement.ledger.Transfer;
import java.util.Collection;
import java.util.List;

/**
 * The payee's side of the ledger: decides once and for ever whether a transfer is credited. Every call is one local
 * transaction on one shard. Safe for any number of threads.
 */
public interface DestinationLedger {

    /** The most transfers that one credit takes. */
    int MAX_GROUP = 1024;

    /**
     * Credits a group of transfers whose payees are on this shard. Each gets one leg, CREDITED or REFUSED; a leg that
     * stands already is answered as it is.
     *
     * @param transfers rows of the source shard, never the content of a message
     * @return one committed leg per transfer, in no particular order
     * @throws CommitOutcomeUnknown where the legs may or may not stand: call again, or read them
     */
    List<CommittedLeg> credit(ShardId shard, List<Transfer> transfers);

    /** The legs that stand for these transfers. */
    List<CommittedLeg> legs(ShardId shard, Collection<Transfer> transfers);

    /**
     * What {@link #credit} would answer for these transfers if it were called now, in this order. Reads without a lock and
     * writes nothing: an account that changes in between changes the answer.
     */
    List<LegForecast> forecast(ShardId shard, List<Transfer> transfers);

    /**
     * Gives transfers up: writes a REFUSED leg for those that have none, which is the fence against a later credit.
     *
     * @return what stands now; a transfer that was credited before stays credited
     */
    List<CommittedLeg> giveUp(ShardId shard, List<Transfer> transfers);
}

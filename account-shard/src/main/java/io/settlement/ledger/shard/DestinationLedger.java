package io.settlement.ledger.shard;

import io.settlement.ledger.RejectionReason;
import io.settlement.ledger.ShardId;
import io.settlement.ledger.Transfer;
import io.settlement.sharding.IdSource;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Collection;
import java.util.List;

/**
 * The payee's side of the ledger: decides once and for ever whether a transfer is credited. Every call is one local
 * transaction on one shard. Safe for any number of threads.
 */
public final class DestinationLedger {

    /** The most transfers that one credit takes. */
    public static final int MAX_GROUP = 1024;

    private final ShardTransactions transactions;
    private final IdSource ids;
    private final Clock clock;

    DestinationLedger(ShardTransactions transactions, IdSource ids, Clock clock) {
        this.transactions = transactions;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * Credits a group of transfers whose payees are on this shard. Each gets one leg, CREDITED or REFUSED; a leg that
     * stands already is answered as it is.
     *
     * @param transfers rows of the source shard, never the content of a message
     * @return one committed leg per transfer, in no particular order
     * @throws CommitOutcomeUnknown where the legs may or may not stand: call again, or read them
     */
    public List<CommittedLeg> credit(ShardId shard, List<Transfer> transfers) {
        long txnId = ids.next(shard.pinnedSlot());
        var legs = transactions.run(
                shard, session -> new CreditTransaction(session, transfers, txnId, clock.instant()).run());
        return committed(legs);
    }

    /** The legs that stand for these transfers. */
    public List<CommittedLeg> legs(ShardId shard, Collection<Transfer> transfers) {
        return committed(transactions.run(
                shard, session -> CreditLegRow.find(session, transfers).values()));
    }

    /**
     * Gives transfers up: writes a REFUSED leg for those that have none, which is the fence against a later credit.
     *
     * @return what stands now; a transfer that was credited before stays credited
     */
    public List<CommittedLeg> giveUp(ShardId shard, List<Transfer> transfers) {
        long txnId = ids.next(shard.pinnedSlot());
        return committed(transactions.run(shard, session -> refuse(session, transfers, txnId)));
    }

    private Collection<CreditLegRow> refuse(LedgerSession session, List<Transfer> transfers, long txnId)
            throws SQLException {
        var standing = CreditLegRow.find(session, transfers);
        var refused = transfers.stream()
                .filter(transfer -> !standing.containsKey(transfer.id()))
                .map(transfer -> CreditLegRow.refused(transfer, RejectionReason.GIVEN_UP, txnId))
                .toList();
        if (!refused.isEmpty()) {
            CreditTransaction.insert(session, refused);
            new JournalWriter(session, txnId).close("CREDIT", clock.instant());
        }
        refused.forEach(leg -> standing.put(leg.transferId(), leg));
        return standing.values();
    }

    private static List<CommittedLeg> committed(Collection<CreditLegRow> legs) {
        return legs.stream().map(CreditLegRow::committed).toList();
    }
}

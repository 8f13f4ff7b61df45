package io.settlement.ledger.shard;

import io.settlement.ledger.LedgerInvariantViolated;
import io.settlement.ledger.RejectionReason;
import io.settlement.ledger.ShardId;
import io.settlement.ledger.Transfer;
import io.settlement.ledger.TransferId;
import io.settlement.ledger.TransferStatus;
import io.settlement.sharding.IdSource;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The payee's side on the shards' databases. */
final class JdbcDestinationLedger implements DestinationLedger {

    /** In the place of a transaction that is never written. */
    private static final long NO_TXN = 0;

    private final ShardTransactions transactions;
    private final IdSource ids;
    private final Clock clock;

    JdbcDestinationLedger(ShardTransactions transactions, IdSource ids, Clock clock) {
        this.transactions = transactions;
        this.ids = ids;
        this.clock = clock;
    }

    @Override
    public List<CommittedLeg> credit(ShardId shard, List<Transfer> transfers) {
        var group = eachOnce(transfers);
        return committed(transactions.run(
                shard, session -> new CreditTransaction(session, group, newTxnId(shard), clock.instant()).run()));
    }

    @Override
    public List<CommittedLeg> legs(ShardId shard, Collection<Transfer> transfers) {
        return committed(transactions.read(
                shard, session -> CreditLegRow.find(session, transfers).values()));
    }

    @Override
    public List<LegForecast> forecast(ShardId shard, List<Transfer> transfers) {
        var group = eachOnce(transfers);
        return transactions.read(
                shard, session -> new CreditTransaction(session, group, NO_TXN, clock.instant()).forecast());
    }

    @Override
    public List<CommittedLeg> giveUp(ShardId shard, List<Transfer> transfers) {
        var group = eachOnce(transfers);
        return committed(transactions.run(shard, session -> refuse(session, group, newTxnId(shard))));
    }

    private Collection<CreditLegRow> refuse(LedgerSession session, List<Transfer> transfers, long txnId)
            throws SQLException {
        var standing = CreditLegRow.find(session, transfers);
        var refused = transfers.stream()
                .filter(transfer -> !standing.containsKey(transfer.id()))
                .map(transfer -> CreditLegRow.refused(transfer, RejectionReason.GIVEN_UP, txnId))
                .toList();
        if (refused.isEmpty()) {
            session.requireHead();
            return standing.values();
        }
        CreditTransaction.insert(session, refused);
        new JournalWriter(session, txnId).close("CREDIT", clock.instant());
        refused.forEach(leg -> standing.put(leg.transferId(), leg));
        return standing.values();
    }

    /** Merged messages may name a transfer twice; only what was read as DEBITED may be decided. */
    static List<Transfer> eachOnce(List<Transfer> transfers) {
        Map<TransferId, Transfer> byId = new LinkedHashMap<>();
        for (var transfer : transfers) {
            if (transfer.status() != TransferStatus.DEBITED) {
                throw new LedgerInvariantViolated(
                        "status of transfer " + transfer.id() + " at credit",
                        TransferStatus.DEBITED,
                        transfer.status());
            }
            var other = byId.put(transfer.id(), transfer);
            if (other != null && !other.equals(transfer)) {
                throw new LedgerInvariantViolated("transfer " + transfer.id() + " at credit", other, transfer);
            }
        }
        return List.copyOf(byId.values());
    }

    private long newTxnId(ShardId shard) {
        return ids.next(shard.pinnedSlot());
    }

    private static List<CommittedLeg> committed(Collection<CreditLegRow> legs) {
        return legs.stream().map(CreditLegRow::committed).toList();
    }
}

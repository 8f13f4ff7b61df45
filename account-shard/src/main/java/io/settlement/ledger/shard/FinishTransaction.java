package io.settlement.ledger.shard;

import io.settlement.ledger.AccountType;
import io.settlement.ledger.LedgerInvariantViolated;
import io.settlement.ledger.LegOutcome;
import io.settlement.ledger.Transfer;
import io.settlement.ledger.TransferId;
import io.settlement.ledger.TransferStatus;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The finish of transfers of one source shard, once: lock their rows ascending, keep those still DEBITED, settle or
 * reverse exactly those. Whoever comes second finds nothing left to do.
 */
final class FinishTransaction {

    private static final RowShapes.Texts SETTLE = RowShapes.ids("""
            UPDATE transfer SET status = 'SETTLED', finish_txn = ?
             WHERE transfer_id IN (%ids) AND slot IN (%ids) AND status = 'DEBITED'""");

    private static final RowShapes.Texts REVERSE = RowShapes.ids("""
            UPDATE transfer SET status = 'REVERSED', finish_txn = ?, reason = CASE transfer_id %whensEND
             WHERE transfer_id IN (%ids) AND slot IN (%ids) AND status = 'DEBITED'""");

    private final LedgerSession session;
    private final Map<TransferId, CommittedLeg> legs;
    private final Instant now;
    private final long txnId;
    private final JournalWriter journal;

    FinishTransaction(LedgerSession session, Collection<CommittedLeg> legs, long txnId, Instant now) {
        this.session = session;
        this.legs = legs.stream()
                .collect(Collectors.toMap(
                        CommittedLeg::transferId, Function.identity(), FinishTransaction::requireOneDecision));
        this.now = now;
        this.txnId = txnId;
        this.journal = new JournalWriter(session, txnId);
    }

    /** The transfers that were moved, as they stand after it. */
    List<Transfer> run() throws SQLException {
        var open = TransferRow.lockAll(session, legs.keySet()).stream()
                .filter(transfer -> transfer.status() == TransferStatus.DEBITED)
                .toList();
        if (open.isEmpty()) {
            session.requireHead();
            return List.of();
        }
        var settled = withOutcome(open, LegOutcome.CREDITED);
        var reversed = withOutcome(open, LegOutcome.REFUSED);
        mark(SETTLE, settled, false);
        mark(REVERSE, reversed, true);
        giveBack(reversed);
        closeBatches(open);
        JdbcParking.remove(session, open.stream().map(Transfer::id).toList());
        settled.forEach(this::postSettled);
        journal.close("FINISH", now);
        return moved(open);
    }

    private static CommittedLeg requireOneDecision(CommittedLeg one, CommittedLeg other) {
        if (one.outcome() != other.outcome()) {
            throw new LedgerInvariantViolated("leg of transfer " + one.transferId(), one, other);
        }
        return one;
    }

    private List<Transfer> withOutcome(List<Transfer> transfers, LegOutcome outcome) {
        return transfers.stream()
                .filter(transfer -> legs.get(transfer.id()).outcome() == outcome)
                .toList();
    }

    private void mark(RowShapes.Texts texts, List<Transfer> transfers, boolean withReason) throws SQLException {
        int left = transfers.size();
        var ids = transfers.stream().map(transfer -> transfer.id().value()).toList();
        for (var list : RowShapes.filledLists(ids)) {
            int distinct = Math.min(left, RowShapes.MOST_IDS);
            left -= distinct;
            session.updateExactly(
                    distinct,
                    texts.ofSize(list.size()),
                    parameters -> parameters
                            .add(txnId)
                            .addAll(
                                    withReason ? list : List.<Long>of(),
                                    (row, id) -> row.add(id).add(reasonOf(id)))
                            .addAll(list, Parameters::add)
                            .addAll(list, LockedAccounts::addSlot));
        }
    }

    private String reasonOf(long transferId) {
        return legs.get(new TransferId(transferId)).reason().orElseThrow().name();
    }

    /** The payer gets back what was taken, whatever the status of the account. */
    private void giveBack(List<Transfer> reversed) throws SQLException {
        if (reversed.isEmpty()) {
            return;
        }
        var payers = LockedAccounts.lock(
                session, reversed.stream().map(t -> t.instruction().source()).toList());
        List<PostingRow> postings = new ArrayList<>();
        for (var transfer : reversed) {
            var amount = transfer.instruction().amount();
            var payer = payers.find(transfer.instruction().source())
                    .orElseThrow(() ->
                            new LedgerInvariantViolated("payer of transfer " + transfer.id(), "its account", "no row"));
            postings.add(payer.post(
                    PostingRow.Kind.REVERSAL, amount.minorUnits(), transfer.id().value(), txnId));
            journal.addInternal(AccountType.CLEARING, amount.currency(), -amount.minorUnits());
        }
        PostingRow.insertAll(session, postings);
        payers.writeBack();
    }

    private void postSettled(Transfer transfer) {
        var amount = transfer.instruction().amount();
        journal.addInternal(AccountType.CLEARING, amount.currency(), -amount.minorUnits());
        journal.addInternal(AccountType.DUE, amount.currency(), amount.minorUnits());
    }

    private void closeBatches(List<Transfer> open) throws SQLException {
        DebitBatchRow.lower(
                session,
                open.stream()
                        .collect(Collectors.groupingBy(
                                transfer -> transfer.debitTxn().value(), TreeMap::new, Collectors.counting())));
    }

    private List<Transfer> moved(List<Transfer> open) {
        return open.stream()
                .map(transfer -> {
                    var leg = legs.get(transfer.id());
                    var status = transfer.status().after(leg.outcome());
                    return new Transfer(
                            transfer.id(), transfer.instruction(), status, leg.reason(), transfer.debitTxn());
                })
                .toList();
    }
}

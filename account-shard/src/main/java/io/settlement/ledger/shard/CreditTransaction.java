package io.settlement.ledger.shard;

import io.settlement.ledger.AccountId;
import io.settlement.ledger.AccountType;
import io.settlement.ledger.RejectionReason;
import io.settlement.ledger.Transfer;
import io.settlement.ledger.TransferId;
import io.settlement.ledger.shard.LockedAccounts.Locked;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The credit of a group of transfers on their payees' shard, once: lock the payees, read the legs that stand, decide
 * the rest. A leg that stands is the answer, whatever the rows say now.
 */
final class CreditTransaction {

    private final LedgerSession session;
    private final List<Transfer> transfers;
    private final long txnId;
    private final Instant now;
    private final JournalWriter journal;
    private final List<CreditLegRow> legs = new ArrayList<>();

    CreditTransaction(LedgerSession session, List<Transfer> transfers, long txnId, Instant now) {
        this.session = session;
        this.transfers = transfers;
        this.txnId = txnId;
        this.now = now;
        this.journal = new JournalWriter(session, txnId);
    }

    /** All legs of the group, the new ones included; committed only once the transaction is. */
    List<CreditLegRow> run() throws SQLException {
        var payees = LockedAccounts.lock(session, destinations());
        var standing = CreditLegRow.find(session, transfers);
        decideAllBut(standing.keySet(), payees);
        if (legs.isEmpty()) {
            // Nothing to write, so nothing that asks whose database this is; but the answer finishes transfers.
            session.requireHead();
        } else {
            write(payees);
        }
        List<CreditLegRow> all = new ArrayList<>(standing.values());
        all.addAll(legs);
        return all;
    }

    /** What {@link #run} would decide, on rows that are read without a lock; writes nothing. */
    List<LegForecast> forecast() throws SQLException {
        var payees = LockedAccounts.unlocked(session, destinations());
        var standing = CreditLegRow.find(session, transfers);
        decideAllBut(standing.keySet(), payees);
        return Stream.concat(
                        standing.values().stream().map(leg -> forecast(leg, true)),
                        legs.stream().map(leg -> forecast(leg, false)))
                .toList();
    }

    private static LegForecast forecast(CreditLegRow leg, boolean stands) {
        return new LegForecast(leg.transferId(), leg.outcome(), leg.reason(), stands);
    }

    private List<AccountId> destinations() {
        return transfers.stream().map(t -> t.instruction().destination()).toList();
    }

    private void decideAllBut(Set<TransferId> decided, LockedAccounts payees) {
        for (var transfer : transfers) {
            if (!decided.contains(transfer.id())) {
                legs.add(decide(transfer, payees.find(transfer.instruction().destination())));
            }
        }
    }

    private CreditLegRow decide(Transfer transfer, Optional<Locked> payee) {
        if (payee.isEmpty()) {
            return CreditLegRow.refused(transfer, RejectionReason.DESTINATION_UNKNOWN, txnId);
        }
        var amount = transfer.instruction().amount();
        var refusal = CreditRules.refusal(payee.get(), amount);
        if (refusal.isPresent()) {
            return CreditLegRow.refused(transfer, refusal.get(), txnId);
        }
        payee.get().credit(amount.minorUnits());
        journal.addInternal(AccountType.DUE, amount.currency(), -amount.minorUnits());
        return CreditLegRow.credited(
                transfer, payee.get().sequence(), payee.get().balance(), txnId);
    }

    private void write(LockedAccounts payees) throws SQLException {
        insert(session, legs);
        payees.writeBack();
        journal.close("CREDIT", now);
    }

    /** Where no payee row is locked, two decisions on one transfer can meet; the second must then read the first. */
    static void insert(LedgerSession session, List<CreditLegRow> legs) throws SQLException {
        try {
            CreditLegRow.insertAll(session, legs);
        } catch (SQLException failed) {
            if (DatabaseTrouble.isDuplicateKey(failed)) {
                throw new ShardTransactions.RedoTransaction(failed);
            }
            throw failed;
        }
    }
}

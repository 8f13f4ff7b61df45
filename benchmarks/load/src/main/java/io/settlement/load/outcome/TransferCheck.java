package io.settlement.load.outcome;

import io.settlement.ledger.TransferStatus;
import io.settlement.load.outcome.ShardTables.TransferRow;
import io.settlement.load.plan.Outcome;
import io.settlement.load.plan.PlannedTransfer;
import java.sql.SQLException;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Holds every transfer row of a run against its prediction: who, to whom, how much, and how it ended. One use. */
final class TransferCheck {

    private final SentPlan sent;
    private final Latencies latencies;
    private final Disagreements disagreements;
    private final Map<Long, Integer> transfers;
    private final Map<Long, Integer> accounts;
    private final BitSet seen = new BitSet();
    private final Map<Outcome, Long> outcomes = new TreeMap<>();
    private final Set<Long> batches = new HashSet<>();
    private final Map<Integer, Long> refused = new TreeMap<>();
    private long lastEnd;

    TransferCheck(SentPlan sent, Latencies latencies, Disagreements disagreements) {
        this.sent = sent;
        this.latencies = latencies;
        this.disagreements = disagreements;
        this.transfers = sent.positionsOfTransfers();
        this.accounts = sent.positionsOfAccounts();
    }

    static TransferCheck of(SentPlan sent, ShardTables tables, Latencies latencies, Disagreements disagreements)
            throws SQLException {
        var check = new TransferCheck(sent, latencies, disagreements);
        if (!check.transfers.isEmpty()) {
            tables.transfers(Collections.min(check.transfers.keySet()), check::read);
        }
        check.lookForTheMissing();
        return check;
    }

    void read(TransferRow row) {
        var position = transfers.get(row.id());
        if (position == null) {
            if (accounts.containsKey(row.source())) {
                disagreements.add("transfer %d of a payer of this run was never answered for", row.id());
            }
            return;
        }
        var planned = sent.plan().transfers().get(position);
        seen.set(position);
        count(row, position, planned);
        if (!isAsSent(row, planned)) {
            disagreements.add(
                    "transfer %s (id %d): the row says %s, which is not what was sent", planned.key(), row.id(), row);
        } else if (!row.outcome().equals(planned.expected())) {
            disagreements.add(
                    "transfer %s (id %d): predicted %s, found %s",
                    planned.key(), row.id(), planned.expected(), row.outcome());
        }
    }

    private void count(TransferRow row, int position, PlannedTransfer planned) {
        var status = row.outcome().status();
        outcomes.merge(row.outcome(), 1L, Long::sum);
        lastEnd = Math.max(lastEnd, row.finishedAt());
        if (row.outcome().isAccepted()) {
            batches.add(row.debitTxn());
        }
        if (status == TransferStatus.SETTLED && row.finishedAt() == 0) {
            disagreements.add("transfer %s (id %d): SETTLED without a journal entry", planned.key(), row.id());
        } else if (status == TransferStatus.SETTLED) {
            latencies.settled(row.finishedAt() - sent.answers().submittedAt(position));
        } else if (status != TransferStatus.DEBITED) {
            refused.merge(planned.destination(), row.amount(), Math::addExact);
        }
    }

    private boolean isAsSent(TransferRow row, PlannedTransfer planned) {
        return row.source() == sent.accounts().get(planned.source()).value()
                && row.destination()
                        == sent.accounts().get(planned.destination()).value()
                && row.amount() == planned.amount().minorUnits()
                && row.currency().equals(planned.amount().currency().code());
    }

    void lookForTheMissing() {
        int planned = sent.plan().transfers().size();
        for (int position = seen.nextClearBit(0); position < planned; position = seen.nextClearBit(position + 1)) {
            disagreements.add(
                    "transfer %s: predicted %s, found nowhere",
                    sent.plan().transfers().get(position).key(),
                    sent.plan().transfers().get(position).expected());
        }
    }

    Map<Outcome, Long> outcomes() {
        return outcomes;
    }

    long count(TransferStatus status) {
        return outcomes.entrySet().stream()
                .filter(entry -> entry.getKey().status() == status)
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /** Transfers that have not ended, or of which nothing is known. */
    long open() {
        return count(TransferStatus.DEBITED) + sent.plan().transfers().size() - seen.cardinality();
    }

    /** Distinct batches that debited at least one transfer of the run. */
    long batches() {
        return batches.size();
    }

    /** Minor units that were to go to an account and did not, by its position. */
    long refused(int account) {
        return refused.getOrDefault(account, 0L);
    }

    /** Microseconds since the epoch at which the last transfer was finished, 0 if none was. */
    long lastEnd() {
        return lastEnd;
    }
}

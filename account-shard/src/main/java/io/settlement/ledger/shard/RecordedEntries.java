package io.settlement.ledger.shard;

import io.settlement.ledger.LedgerInvariantViolated;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Number and time of the journal entries of one shard, by the ids of their money transactions. */
final class RecordedEntries {

    private static final RowShapes.Texts SELECT = RowShapes.ids(
            "SELECT txn_id, entry_no, recorded_at FROM journal_entry WHERE txn_id IN (%ids) AND slot = ?");

    private final Map<Long, Entry> entries = new HashMap<>();

    /** A journal entry as far as it dates and places what was written in it. */
    record Entry(long number, Instant at) {}

    private RecordedEntries() {}

    static RecordedEntries read(LedgerSession session, Collection<Long> txnIds) throws SQLException {
        var found = new RecordedEntries();
        for (var list : RowShapes.filledLists(List.copyOf(txnIds))) {
            session.query(
                    SELECT.ofSize(list.size()),
                    parameters -> parameters.addAll(list, Parameters::add).add(session.pinnedSlot()),
                    row -> found.entries.put(
                            row.getLong(1),
                            new Entry(
                                    row.getLong(2),
                                    row.getObject(3, LocalDateTime.class).toInstant(ZoneOffset.UTC))));
        }
        return found;
    }

    Entry of(long txnId) {
        var entry = entries.get(txnId);
        if (entry == null) {
            throw new LedgerInvariantViolated("journal entry of transaction " + txnId, "one", "none");
        }
        return entry;
    }
}

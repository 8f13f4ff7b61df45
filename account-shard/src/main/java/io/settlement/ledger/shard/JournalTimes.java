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

/** When money transactions of one shard were recorded, by their ids. */
final class JournalTimes {

    private static final RowShapes.Texts SELECT =
            RowShapes.ids("SELECT txn_id, recorded_at FROM journal_entry WHERE txn_id IN (%ids) AND slot = ?");

    private final Map<Long, Instant> times = new HashMap<>();

    private JournalTimes() {}

    static JournalTimes read(LedgerSession session, Collection<Long> txnIds) throws SQLException {
        var found = new JournalTimes();
        for (var list : RowShapes.filledLists(List.copyOf(txnIds))) {
            session.query(
                    SELECT.ofSize(list.size()),
                    parameters -> parameters.addAll(list, Parameters::add).add(session.pinnedSlot()),
                    row -> found.times.put(
                            row.getLong(1),
                            row.getObject(2, LocalDateTime.class).toInstant(ZoneOffset.UTC)));
        }
        return found;
    }

    Instant of(long txnId) {
        var time = times.get(txnId);
        if (time == null) {
            throw new LedgerInvariantViolated("journal entry of transaction " + txnId, "one", "none");
        }
        return time;
    }
}

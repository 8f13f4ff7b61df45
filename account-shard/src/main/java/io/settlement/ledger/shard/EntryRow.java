package io.settlement.ledger.shard;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** One row of journal_entry. It has no runs, not even an empty list, where whoever wrote it did not know of them. */
record EntryRow(long number, long txnId, boolean isCredit, Instant recordedAt, Optional<List<PostingRun>> runs) {

    static EntryRow read(ResultSet row) throws SQLException {
        return new EntryRow(
                row.getLong("entry_no"),
                row.getLong("txn_id"),
                row.getString("kind").equals("CREDIT"),
                row.getObject("recorded_at", LocalDateTime.class).toInstant(ZoneOffset.UTC),
                Optional.ofNullable(row.getBytes("customer_postings")).map(PostingRun::unpack));
    }

    /** How many postings it names. */
    long postings() {
        return runs.stream().flatMap(List::stream).mapToLong(PostingRun::count).sum();
    }
}

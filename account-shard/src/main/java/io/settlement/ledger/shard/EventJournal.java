package io.settlement.ledger.shard;

import io.settlement.ledger.LedgerInvariantViolated;
import io.settlement.ledger.PostedEntry;
import io.settlement.ledger.ShardId;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What was posted to customers' accounts, entry by entry in the order of commit, and how far of it has been published: the
 * owner of event_cursor. It reads committed rows and locks none, so that money never waits for it. Safe for any number of
 * threads and processes; a cursor only moves forward.
 */
public final class EventJournal {

    private static final String LATEST = "SELECT entry_no FROM shard_head WHERE shard_id = ? AND slot = ?";
    private static final String CURSOR = "SELECT entry_no FROM event_cursor WHERE slot = ?";
    private static final String CREATE = "INSERT INTO event_cursor (slot, starts_after, entry_no) VALUES (?, 0, 0)";
    private static final String MOVE = """
            UPDATE event_cursor SET entry_no = ?, moved_at = CURRENT_TIMESTAMP(3)
             WHERE slot = ? AND entry_no < ?""";

    private static final String RECORDED_AT = "SELECT recorded_at FROM journal_entry WHERE entry_no = ? AND slot = ?";

    private static final String ENTRIES = """
            SELECT entry_no, txn_id, kind, recorded_at, customer_postings
              FROM journal_entry
             WHERE slot = ? AND entry_no > ?
             ORDER BY entry_no
             LIMIT ?""";

    private final ShardTransactions transactions;

    EventJournal(ShardTransactions transactions) {
        this.transactions = transactions;
    }

    /**
     * How far a shard's entries are published.
     *
     * @param published the latest entry whose events are all published
     * @param latest the latest entry there is
     * @param oldestWaiting when the first entry that waits was written
     */
    public record Progress(long published, long latest, Optional<Instant> oldestWaiting) {
        public long waiting() {
            return latest - published;
        }
    }

    /** Looks how far a shard is. */
    public Progress progress(ShardId shard) {
        return transactions.read(shard, session -> {
            long published = cursor(session);
            long latest = session.query(
                            LATEST,
                            parameters -> parameters.add(shard.number()).add(session.pinnedSlot()),
                            row -> row.getLong(1))
                    .get(0);
            return new Progress(published, latest, recordedAt(session, published + 1));
        });
    }

    /**
     * The entries that follow one, without a gap.
     *
     * @param entries how many at most
     * @param postings stop before there are more than this, but after the first entry
     * @throws LedgerInvariantViolated where the very next entry is missing, does not name its postings, or names wrong ones
     */
    public List<PostedEntry> after(ShardId shard, long number, int entries, int postings) {
        return transactions.read(shard, session -> {
            var rows = session.query(
                    ENTRIES,
                    parameters ->
                            parameters.add(session.pinnedSlot()).add(number).add(entries),
                    EntryRow::read);
            return EntryPostings.read(session, readable(shard, rows, number, postings));
        });
    }

    /** Notes that everything up to an entry is published; does nothing where the cursor is further already. */
    public void moveCursor(ShardId shard, long number) {
        transactions.run(shard, session -> {
            session.requireHead();
            return session.update(
                    MOVE,
                    parameters ->
                            parameters.add(number).add(session.pinnedSlot()).add(number));
        });
    }

    /** What stops here is looked at again: nothing behind it is published before it. */
    private static List<EntryRow> readable(ShardId shard, List<EntryRow> rows, long after, int mostPostings) {
        List<EntryRow> readable = new ArrayList<>();
        long postings = 0;
        for (var row : rows) {
            boolean broken =
                    row.number() != after + readable.size() + 1 || row.runs().isEmpty();
            if (broken && readable.isEmpty()) {
                throw new LedgerInvariantViolated(
                        "next entry of " + shard, "entry " + (after + 1) + " with its postings", row);
            }
            postings += row.postings();
            if (broken || !readable.isEmpty() && postings > mostPostings) {
                break;
            }
            readable.add(row);
        }
        return readable;
    }

    private static long cursor(LedgerSession session) throws SQLException {
        var found = session.query(CURSOR, parameters -> parameters.add(session.pinnedSlot()), row -> row.getLong(1));
        return found.isEmpty() ? create(session) : found.get(0);
    }

    /** A shard that was initialised after its migration: its events begin with its first entry. */
    private static long create(LedgerSession session) throws SQLException {
        try {
            session.updateExactly(1, CREATE, parameters -> parameters.add(session.pinnedSlot()));
            return 0;
        } catch (SQLException failed) {
            if (DatabaseTrouble.isDuplicateKey(failed)) {
                throw new ShardTransactions.RedoTransaction(failed);
            }
            throw failed;
        }
    }

    private static Optional<Instant> recordedAt(LedgerSession session, long number) throws SQLException {
        return session
                .query(
                        RECORDED_AT,
                        parameters -> parameters.add(number).add(session.pinnedSlot()),
                        row -> row.getObject(1, LocalDateTime.class).toInstant(ZoneOffset.UTC))
                .stream()
                .findFirst();
    }
}

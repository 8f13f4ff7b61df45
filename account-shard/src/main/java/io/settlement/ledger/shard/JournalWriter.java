package io.settlement.ledger.shard;

import io.settlement.ledger.AccountType;
import io.settlement.money.CurrencyCode;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The end of every money transaction: one line per touched internal account, the shard's head, the journal row. These
 * rows are the ones that all transactions of a shard share, so they are locked last and for the shortest time. The journal
 * row names the customers' postings of the transaction, for whoever tells of them later.
 */
final class JournalWriter {

    private static final RowShapes.Texts ADD_TO_INTERNAL = RowShapes.ids("""
            UPDATE account SET balance = balance + CASE account_id %whensEND, account_seq = account_seq + 1
             WHERE account_id IN (%ids) AND slot = ?""");

    private static final RowShapes.Texts READ_INTERNAL = RowShapes.ids(
            "SELECT account_id, account_seq, balance FROM account WHERE account_id IN (%ids) AND slot = ?");

    private static final String INSERT_ENTRY =
            "INSERT INTO journal_entry (entry_no, slot, txn_id, kind, recorded_at, customer_postings)"
                    + " VALUES (?, ?, ?, ?, ?, ?)";

    private final LedgerSession session;
    private final long txnId;
    private final Map<Long, Long> amounts = new TreeMap<>();

    JournalWriter(LedgerSession session, long txnId) {
        this.session = session;
        this.txnId = txnId;
    }

    /** Adds to the line of one internal account; credits are positive. */
    void addInternal(AccountType type, CurrencyCode currency, long amount) {
        var account = InternalAccounts.idOf(type, currency, session.shard());
        amounts.merge(account.value(), amount, Math::addExact);
    }

    /** @throws ShardTransactions.TakenId where the txn id is another transaction's */
    void close(String kind, Instant now) throws SQLException {
        amounts.values().removeIf(amount -> amount == 0);
        if (!amounts.isEmpty()) {
            insertLines(postInternal());
        }
        insertEntry(session.advanceHead(now), kind);
    }

    private void insertLines(List<PostingRow> internal) throws SQLException {
        try {
            PostingRow.insertAll(session, internal);
        } catch (SQLException failed) {
            if (DatabaseTrouble.isDuplicateKey(failed)) {
                throw new DamagedShard(session.shard(), "an internal account is behind its own lines", failed);
            }
            throw failed;
        }
    }

    private void insertEntry(JournalHead head, String kind) throws SQLException {
        try {
            session.updateExactly(
                    1,
                    INSERT_ENTRY,
                    parameters -> parameters
                            .add(head.entryNo())
                            .add(session.pinnedSlot())
                            .add(txnId)
                            .add(kind)
                            .add(head.recordedAt())
                            .add(PostingRun.pack(session.posted())));
        } catch (SQLException failed) {
            if (DatabaseTrouble.isDuplicateKey(failed) && failed.getMessage().contains("uq_journal_txn")) {
                // Two nodes made one id. Nothing is wrong with the items: again, under another.
                throw new ShardTransactions.TakenId(failed);
            }
            if (DatabaseTrouble.isDuplicateKey(failed)) {
                throw new DamagedShard(
                        session.shard(), "its head is behind its journal at entry " + head.entryNo(), failed);
            }
            throw failed;
        }
    }

    private List<PostingRow> postInternal() throws SQLException {
        List<PostingRow> postings = new ArrayList<>();
        for (var ids : RowShapes.filledLists(List.copyOf(amounts.keySet()))) {
            int distinct = (int) ids.stream().distinct().count();
            int updated = session.update(
                    ADD_TO_INTERNAL.ofSize(ids.size()),
                    parameters -> parameters
                            .addAll(ids, (row, id) -> row.add(id).add(amounts.get(id)))
                            .addAll(ids, Parameters::add)
                            .add(session.pinnedSlot()));
            if (updated != distinct) {
                // They are opened on all shards before the first account of a currency, on any shard, is.
                throw new DamagedShard(session.shard(), "internal accounts are missing among " + ids, null);
            }
            postings.addAll(session.query(
                    READ_INTERNAL.ofSize(ids.size()),
                    parameters -> parameters.addAll(ids, Parameters::add).add(session.pinnedSlot()),
                    row -> PostingRow.internal(
                            row.getLong(1), row.getLong(2), amounts.get(row.getLong(1)), row.getLong(3), txnId)));
        }
        return postings;
    }
}

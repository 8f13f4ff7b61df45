package io.settlement.ledger.shard;

import io.settlement.ledger.BatchId;
import io.settlement.ledger.TransferId;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/** How batches and fences stand in their table. */
final class DebitBatchRow {

    private static final String INSERT =
            "INSERT INTO debit_batch (batch_id, slot, state, open_count, transfer_ids) VALUES (?, ?, ?, 0, ?)";

    private static final String OPEN =
            "UPDATE debit_batch SET open_count = ?, transfer_ids = ? WHERE batch_id = ? AND slot = ?";

    private static final String STATE = "SELECT state FROM debit_batch WHERE batch_id = ? AND slot = ?";

    private static final RowShapes.Texts LOWER = RowShapes.ids("""
            UPDATE debit_batch SET open_count = open_count - CASE batch_id %whensEND
             WHERE batch_id IN (%ids) AND slot = ?""");

    private DebitBatchRow() {}

    /** @throws BatchClash where the id is taken by a fence or by another batch */
    static void insert(LedgerSession session, BatchId batch) throws SQLException {
        try {
            insert(session, batch, "DEBITED");
        } catch (SQLException failed) {
            if (DatabaseTrouble.isDuplicateKey(failed)) {
                throw new BatchClash(batch, failed);
            }
            throw failed;
        }
    }

    static void insertFence(LedgerSession session, BatchId batch) throws SQLException {
        insert(session, batch, "FENCED");
    }

    private static void insert(LedgerSession session, BatchId batch, String state) throws SQLException {
        session.updateExactly(
                1,
                INSERT,
                parameters -> parameters
                        .add(batch.value())
                        .add(session.pinnedSlot())
                        .add(state)
                        .add(new byte[0]));
    }

    static void open(LedgerSession session, BatchId batch, List<TransferId> open) throws SQLException {
        session.updateExactly(
                1,
                OPEN,
                parameters -> parameters
                        .add(open.size())
                        .add(pack(open))
                        .add(batch.value())
                        .add(session.pinnedSlot()));
    }

    static Optional<String> state(LedgerSession session, BatchId batch) throws SQLException {
        return session
                .query(
                        STATE,
                        parameters -> parameters.add(batch.value()).add(session.pinnedSlot()),
                        row -> row.getString(1))
                .stream()
                .findFirst();
    }

    /** @param finished how many transfers of each batch were finished just now */
    static void lower(LedgerSession session, SortedMap<Long, Long> finished) throws SQLException {
        int left = finished.size();
        for (var ids : RowShapes.filledLists(List.copyOf(finished.keySet()))) {
            int distinct = Math.min(left, RowShapes.MOST_IDS);
            left -= distinct;
            session.updateExactly(
                    distinct,
                    LOWER.ofSize(ids.size()),
                    parameters -> bindLower(parameters, ids, finished).add(session.pinnedSlot()));
        }
    }

    private static Parameters bindLower(Parameters parameters, List<Long> ids, Map<Long, Long> finished)
            throws SQLException {
        return parameters
                .addAll(ids, (row, id) -> row.add(id).add(finished.get(id)))
                .addAll(ids, Parameters::add);
    }

    /** Eight bytes an id, big-endian: 1,024 ids fit into the column. */
    static byte[] pack(List<TransferId> ids) {
        var bytes = ByteBuffer.allocate(ids.size() * Long.BYTES);
        ids.forEach(id -> bytes.putLong(id.value()));
        return bytes.array();
    }

    static List<TransferId> unpack(byte[] packed) {
        var bytes = ByteBuffer.wrap(packed);
        List<TransferId> ids = new ArrayList<>();
        while (bytes.hasRemaining()) {
            ids.add(new TransferId(bytes.getLong()));
        }
        return ids;
    }
}

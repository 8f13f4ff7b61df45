package io.settlement.ledger.shard;

import io.settlement.ledger.ShardId;
import io.settlement.ledger.Transfer;
import io.settlement.ledger.TransferId;
import java.sql.SQLException;
import java.util.List;

/**
 * How a shard's latest debits have ended so far, for people who look: a few transfers of each of the latest batches, found
 * by primary keys alone, whatever the shard holds besides. Rejected ones are in no batch's list. Safe for any number of threads.
 */
public final class LatestTransfers {

    /** The most that one look tells of. */
    public static final int MOST = 256;

    private static final int BATCHES = 32;
    private static final int BYTES_OF_EACH = MOST / BATCHES * Long.BYTES;

    private static final String IDS = "SELECT batch_id, SUBSTRING(transfer_ids, 1, " + BYTES_OF_EACH
            + ") AS ids FROM debit_batch" + " WHERE slot = ? ORDER BY batch_id DESC LIMIT " + BATCHES;

    private final ShardTransactions transactions;

    LatestTransfers(ShardTransactions transactions) {
        this.transactions = transactions;
    }

    /** Transfers of the shard's payers, in no order. Throws where the shard cannot be read, or is the wrong database. */
    public List<Transfer> read(ShardId shard) {
        return transactions.read(shard, session -> TransferRow.findAll(session, ids(session)));
    }

    private static List<TransferId> ids(LedgerSession session) throws SQLException {
        return session
                .query(
                        IDS,
                        parameters -> parameters.add(session.pinnedSlot()),
                        row -> DebitBatchRow.unpack(row.getBytes(2)))
                .stream()
                .flatMap(List::stream)
                .toList();
    }
}

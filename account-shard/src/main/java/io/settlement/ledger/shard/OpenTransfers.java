package io.settlement.ledger.shard;

import io.settlement.ledger.AccountId;
import io.settlement.ledger.TransferId;
import io.settlement.ledger.TransferStatus;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether a payer has transfers that are not finished. Looks through the open batches of the shard, which are few, and
 * not through the payer's transfers, which may be millions. A batch is open as long as one of its transfers is: both
 * change in one transaction.
 */
final class OpenTransfers {

    private static final String OPEN_BATCHES = "SELECT batch_id FROM debit_batch WHERE slot = ? AND open_count > 0";

    private static final RowShapes.Texts THEIR_TRANSFERS =
            RowShapes.ids("SELECT transfer_ids FROM debit_batch WHERE batch_id IN (%ids) AND slot = ?");

    private OpenTransfers() {}

    static boolean any(LedgerSession session, AccountId payer) throws SQLException {
        var batches =
                session.query(OPEN_BATCHES, parameters -> parameters.add(session.pinnedSlot()), row -> row.getLong(1));
        List<TransferId> candidates = new ArrayList<>();
        for (var list : RowShapes.filledLists(batches)) {
            session.query(
                            THEIR_TRANSFERS.ofSize(list.size()),
                            parameters ->
                                    parameters.addAll(list, Parameters::add).add(session.pinnedSlot()),
                            row -> DebitBatchRow.unpack(row.getBytes(1)))
                    .forEach(ids -> ids.stream()
                            .filter(id -> id.slot().equals(payer.slot()))
                            .forEach(candidates::add));
        }
        return TransferRow.findAll(session, candidates).stream()
                .anyMatch(transfer -> transfer.status() == TransferStatus.DEBITED
                        && transfer.instruction().source().equals(payer));
    }
}

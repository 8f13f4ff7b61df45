package io.settlement.ledger.shard;

import io.settlement.ledger.Slot;
import java.sql.SQLException;
import java.util.List;

/** One row of posting. The amount is signed, credit-positive. */
record PostingRow(
        long accountId, long accountSeq, Kind kind, long amount, long balanceAfter, Long transferId, long txnId) {

    /** Which step wrote it; the credit of a payee is a credit_leg instead. */
    enum Kind {
        DEBIT,
        DEPOSIT,
        REVERSAL,
        INTERNAL
    }

    private static final RowShapes.Texts INSERT = RowShapes.insert(
            "INSERT INTO posting"
                    + " (account_id, account_seq, slot, kind, amount, balance_after, transfer_id, txn_id)",
            8);

    static PostingRow internal(long accountId, long accountSeq, long amount, long balanceAfter, long txnId) {
        return new PostingRow(accountId, accountSeq, Kind.INTERNAL, amount, balanceAfter, null, txnId);
    }

    static void insertAll(LedgerSession session, List<PostingRow> postings) throws SQLException {
        session.insertAll(
                INSERT,
                postings,
                (parameters, posting) -> parameters
                        .add(posting.accountId)
                        .add(posting.accountSeq)
                        .add(Slot.of(posting.accountId).number())
                        .add(posting.kind.name())
                        .add(posting.amount)
                        .add(posting.balanceAfter)
                        .addNullableLong(posting.transferId)
                        .add(posting.txnId));
    }
}

package io.settlement.reconciliation;

import io.settlement.ledger.LegOutcome;
import io.settlement.ledger.ShardId;
import io.settlement.ledger.TransferStatus;
import java.sql.ResultSet;
import java.sql.SQLException;

/** A transfer as far as its leg must agree with it. */
record Source(ShardId shard, long transferId, TransferStatus status, long destination, long amount, String currency)
        implements RowOfTransfer {

    static Source read(ShardId shard, ResultSet row) throws SQLException {
        return new Source(
                shard,
                row.getLong("transfer_id"),
                TransferStatus.valueOf(row.getString("status")),
                row.getLong("destination_account_id"),
                row.getLong("amount"),
                row.getString("currency"));
    }

    boolean needsLeg() {
        return status == TransferStatus.SETTLED || status == TransferStatus.REVERSED;
    }

    /** While DEBITED either outcome may stand already: the leg is committed first, the transfer finished after. */
    boolean allows(LegOutcome outcome) {
        return switch (status) {
            case DEBITED -> true;
            case SETTLED -> outcome == LegOutcome.CREDITED;
            case REVERSED -> outcome == LegOutcome.REFUSED;
            case REJECTED -> false;
        };
    }

    String wantedLeg() {
        return switch (status) {
            case DEBITED -> "a leg or none";
            case SETTLED -> "a CREDITED leg of SETTLED";
            case REVERSED -> "a REFUSED leg of REVERSED";
            case REJECTED -> "no leg of REJECTED";
        };
    }
}

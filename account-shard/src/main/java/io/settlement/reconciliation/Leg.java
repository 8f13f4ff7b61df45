package io.settlement.reconciliation;

import io.settlement.ledger.LegOutcome;
import io.settlement.ledger.ShardId;
import java.sql.ResultSet;
import java.sql.SQLException;

/** A credit_leg as far as it must agree with its transfer. */
record Leg(ShardId shard, long transferId, LegOutcome outcome, long destination, long amount, String currency)
        implements RowOfTransfer {

    static Leg read(ShardId shard, ResultSet row) throws SQLException {
        return new Leg(
                shard,
                row.getLong("transfer_id"),
                LegOutcome.valueOf(row.getString("outcome")),
                row.getLong("destination_account_id"),
                row.getLong("amount"),
                row.getString("currency"));
    }
}

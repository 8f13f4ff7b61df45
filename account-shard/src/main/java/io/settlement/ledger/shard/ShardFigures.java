package io.settlement.ledger.shard;

import io.settlement.ledger.AccountType;
import io.settlement.ledger.ShardId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.TreeMap;

/**
 * What of a shard has not ended, for gauges: read from its open batches, its CLEARING accounts and its parking, each by a
 * short range of a key, whatever the shard holds besides. The three are read one after the other, while money moves.
 */
public final class ShardFigures {

    private static final String OPEN = """
            SELECT COALESCE(SUM(open_count), 0) AS transfers, MIN(created_at) AS oldest, NOW(3) AS looked_at
              FROM debit_batch
             WHERE slot = ? AND open_count > 0""";

    private static final String CLEARING = """
            SELECT currency, balance
              FROM account
             WHERE slot = ? AND account_id BETWEEN ? AND ?""";

    private static final String PARKED = "SELECT COUNT(*) AS parked FROM parking WHERE slot = ?";

    private final ShardTransactions transactions;

    ShardFigures(ShardTransactions transactions) {
        this.transactions = transactions;
    }

    /**
     * One look at one shard.
     *
     * @param openTransfers transfers of its payers that are DEBITED
     * @param oldestOpen how old the batch of the oldest of them is, by the shard's clock; zero where there is none
     * @param inFlight CLEARING by currency, in minor units
     * @param parked transfers that are set aside, which are open too
     */
    public record Figures(long openTransfers, Duration oldestOpen, Map<String, Long> inFlight, long parked) {}

    /** Throws where the shard cannot be read, or is the wrong database. */
    public Figures read(ShardId shard) {
        return transactions.read(shard, session -> {
            var slot = session.pinnedSlot();
            var open = session.query(
                            OPEN,
                            parameters -> parameters.add(slot),
                            row -> new Figures(row.getLong(1), ageOf(row), Map.of(), 0))
                    .get(0);
            var inFlight = new TreeMap<String, Long>();
            session.query(
                    CLEARING,
                    parameters -> parameters
                            .add(slot)
                            .add(InternalAccounts.firstIdOf(AccountType.CLEARING, shard))
                            .add(InternalAccounts.lastIdOf(AccountType.CLEARING, shard)),
                    row -> inFlight.put(row.getString(1), row.getLong(2)));
            long parked = session.query(PARKED, parameters -> parameters.add(slot), row -> row.getLong(1))
                    .get(0);
            return new Figures(open.openTransfers(), open.oldestOpen(), inFlight, parked);
        });
    }

    private static Duration ageOf(ResultSet row) throws SQLException {
        var oldest = row.getObject(2, LocalDateTime.class);
        return oldest == null ? Duration.ZERO : Duration.between(oldest, row.getObject(3, LocalDateTime.class));
    }
}

package io.settlement.load.outcome;

import io.settlement.ledger.RejectionReason;
import io.settlement.ledger.TransferStatus;
import io.settlement.load.plan.Outcome;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import javax.sql.DataSource;

/** The tables of all shards, read with plain SQL and never written. */
public final class ShardTables {

    /** By debit_batch, which has an index for it; counting DEBITED transfers would read the whole table. */
    private static final String OPEN_TRANSFERS = """
            SELECT COALESCE(SUM(open_count), 0)
              FROM debit_batch
             WHERE open_count > 0
            """;

    private static final String TRANSFERS = """
            SELECT t.transfer_id, t.source_account_id, t.destination_account_id, t.amount, t.currency,
                   t.status, t.reason, t.debit_txn, j.recorded_at
              FROM transfer t
              LEFT JOIN journal_entry j ON j.txn_id = t.finish_txn
             WHERE t.kind = 'TRANSFER'
               AND t.transfer_id >= ?
            """;

    private static final String BALANCES = """
            SELECT account_id, balance
              FROM account
             WHERE slot < 992
            """;

    /** Connector/J's way to say: row by row, do not collect the result in memory. */
    private static final int ROW_BY_ROW = Integer.MIN_VALUE;

    private final List<DataSource> shards;

    public ShardTables(List<DataSource> shards) {
        this.shards = List.copyOf(shards);
    }

    /**
     * A transfer as its row tells it.
     *
     * @param debitTxn the batch it was debited with
     * @param finishedAt microseconds since the epoch at which its finish was recorded, 0 if it was not finished
     */
    record TransferRow(
            long id,
            long source,
            long destination,
            long amount,
            String currency,
            Outcome outcome,
            long debitTxn,
            long finishedAt) {}

    record BalanceRow(long account, long balance) {}

    /** How many transfers are debited and neither settled nor reversed. */
    public long openTransfers() throws SQLException {
        var open = new AtomicLong();
        forEachRow(OPEN_TRANSFERS, statement -> {}, row -> open.addAndGet(row.getLong(1)));
        return open.get();
    }

    /** @param from the smallest id of interest; ids grow with time, so older runs are left out */
    void transfers(long from, Consumer<TransferRow> reader) throws SQLException {
        forEachRow(TRANSFERS, statement -> statement.setLong(1, from), row -> reader.accept(transfer(row)));
    }

    void balances(Consumer<BalanceRow> reader) throws SQLException {
        forEachRow(
                BALANCES,
                statement -> {},
                row -> reader.accept(new BalanceRow(row.getLong("account_id"), row.getLong("balance"))));
    }

    @FunctionalInterface
    private interface Parameters {
        void setOn(PreparedStatement statement) throws SQLException;
    }

    @FunctionalInterface
    private interface Row {
        void read(ResultSet row) throws SQLException;
    }

    private void forEachRow(String sql, Parameters parameters, Row reader) throws SQLException {
        for (var shard : shards) {
            try (var connection = shard.getConnection();
                    var statement = connection.prepareStatement(sql)) {
                connection.setReadOnly(true);
                statement.setFetchSize(ROW_BY_ROW);
                parameters.setOn(statement);
                try (var rows = statement.executeQuery()) {
                    while (rows.next()) {
                        reader.read(rows);
                    }
                }
            }
        }
    }

    private static TransferRow transfer(ResultSet row) throws SQLException {
        var reason = Optional.ofNullable(row.getString("reason")).map(RejectionReason::valueOf);
        var finished = row.getObject("recorded_at", LocalDateTime.class);
        return new TransferRow(
                row.getLong("transfer_id"),
                row.getLong("source_account_id"),
                row.getLong("destination_account_id"),
                row.getLong("amount"),
                row.getString("currency"),
                new Outcome(TransferStatus.valueOf(row.getString("status")), reason),
                row.getLong("debit_txn"),
                finished == null ? 0 : ChronoUnit.MICROS.between(Instant.EPOCH, finished.toInstant(ZoneOffset.UTC)));
    }
}

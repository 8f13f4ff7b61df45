package io.settlement.reconciliation;

import io.settlement.ledger.ShardId;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One shard as one snapshot shows it: who it says it is, what it holds, and where its own books disagree. */
record ShardView(Optional<Head> head, List<ShardTotals> totals, List<Break> breaks) {

    private static final String SELECT_HEAD = """
            SELECT shard_id, cluster_id, entry_no
            FROM shard_head
            ORDER BY shard_id
            LIMIT 1
            """;

    /** The shard_head row. */
    record Head(int shard, String cluster, long entryNo) {}

    /** Runs the whole one-shard proof on a connection whose snapshot is open. */
    static ShardView read(ShardId shard, ReadOnlyConnection snapshot) throws SQLException {
        var head = readHead(snapshot);
        var breaks = new ArrayList<Break>();
        for (var property : ProofQuery.PROPERTIES) {
            // One more than is kept, so that the collector sees that something is left out.
            breaks.addAll(snapshot.list(property.atMost(Findings.MOST_OF_A_KIND + 1), row -> readBreak(shard, row)));
        }
        return new ShardView(head, snapshot.list(ProofQuery.TOTALS.sql(), row -> readTotals(shard, row)), breaks);
    }

    static Optional<Head> readHead(ReadOnlyConnection connection) throws SQLException {
        return connection
                .list(
                        SELECT_HEAD,
                        row -> new Head(row.getInt("shard_id"), row.getString("cluster_id"), row.getLong("entry_no")))
                .stream()
                .findFirst();
    }

    private static Break readBreak(ShardId shard, ResultSet row) throws SQLException {
        return Break.on(
                shard,
                BreakKind.valueOf(row.getString("break_kind")),
                row.getString("currency"),
                row.getString("subject"),
                row.getString("expected"),
                row.getString("found"));
    }

    private static ShardTotals readTotals(ShardId shard, ResultSet row) throws SQLException {
        return new ShardTotals(
                shard,
                row.getString("currency"),
                row.getLong("accounts"),
                row.getLong("transfers"),
                row.getLong("deposits"),
                row.getLong("withdrawals"),
                row.getLong("postings"),
                row.getLong("legs"),
                row.getLong("debited"),
                row.getLong("settled"),
                row.getLong("reversed"),
                row.getLong("rejected"),
                money(row, "sum_of_balances"),
                money(row, "in_flight"),
                money(row, "clearing"),
                money(row, "due"),
                money(row, "nostro"));
    }

    private static BigInteger money(ResultSet row, String column) throws SQLException {
        BigDecimal value = row.getBigDecimal(column);
        return value.toBigIntegerExact();
    }
}

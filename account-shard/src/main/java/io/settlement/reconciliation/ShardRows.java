package io.settlement.reconciliation;

import io.settlement.ledger.ShardId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Walks a table over all shards at once, in ranges of ids so small that each shard's part fits in one page. Two tables
 * are so compared range by range, each row read about once and by primary key, in memory that does not grow with them.
 * A shard that fails drops out, and the findings say so.
 */
final class ShardRows {

    private final Map<ShardId, ReadOnlyConnection> connections;
    private final int pageSize;
    private final Findings findings;

    ShardRows(Map<ShardId, ReadOnlyConnection> connections, int pageSize, Findings findings) {
        this.connections = connections;
        this.pageSize = pageSize;
        this.findings = findings;
    }

    /** Hands over all rows of all shards, range after range; ranges without rows are left out. */
    <R extends RowOfTransfer> void eachRange(
            ProofQuery query, RowOnShard<R> row, BiConsumer<List<R>, IdRange> visitor) {
        long after = Long.MIN_VALUE;
        while (after < Long.MAX_VALUE) {
            var all = new ArrayList<R>();
            long to = Long.MAX_VALUE;
            for (var shard : connections.keySet()) {
                var page = page(shard, query, row, new IdRange(after, to));
                all.addAll(page);
                to = page.size() < pageSize ? to : page.get(pageSize - 1).transferId();
            }
            var range = new IdRange(after, to);
            all.removeIf(beyond -> beyond.transferId() > range.to());
            if (!all.isEmpty()) {
                visitor.accept(all, range);
            }
            after = to;
        }
    }

    /** Hands over the rows of one range one by one, shard after shard. */
    <R extends RowOfTransfer> void eachRow(ProofQuery query, RowOnShard<R> row, IdRange range, Consumer<R> consumer) {
        for (var shard : connections.keySet()) {
            var rest = range;
            while (!rest.isEmpty()) {
                var page = page(shard, query, row, rest);
                page.forEach(consumer);
                rest = page.size() < pageSize ? rest.done() : rest.beyond(page);
            }
        }
    }

    private <R> List<R> page(ShardId shard, ProofQuery query, RowOnShard<R> row, IdRange range) {
        var rows = new ArrayList<R>(pageSize);
        findings.reading(
                shard,
                () -> rows.addAll(connections
                        .get(shard)
                        .list(query.sql(), result -> row.read(shard, result), range.after(), range.to(), pageSize)));
        return rows;
    }

    /** Makes a value of the current row of a shard. */
    interface RowOnShard<R> {
        R read(ShardId shard, ResultSet result) throws SQLException;
    }
}

package io.settlement.bench.contender.bound;

import com.mysql.cj.jdbc.MysqlDataSource;
import io.settlement.bench.contender.DriverSettings;
import io.settlement.ledger.ShardId;
import io.settlement.sharding.IdSource;
import io.settlement.sharding.ShardingProperties.Database;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;

/**
 * One shard of the bound: the three money transactions with every row that the ledger writes, and no statement more than
 * they need. One transaction at a time; two would wait for each other at the shard's head anyway.
 */
final class BoundShard implements AutoCloseable {

    private static final String INSERT_BATCH =
            "INSERT INTO debit_batch (batch_id, slot, state, open_count, transfer_ids) VALUES (?, ?, 'DEBITED', ?, ?)";
    private static final String LOWER_BATCH = "UPDATE debit_batch SET open_count = open_count - ? WHERE batch_id = ?";
    private static final String ADVANCE_HEAD = "UPDATE shard_head"
            + " SET entry_no = entry_no + 1, recorded_at = GREATEST(recorded_at, ?) WHERE shard_id = ?";
    private static final String INSERT_ENTRY = "INSERT INTO journal_entry"
            + " (entry_no, slot, txn_id, kind, recorded_at, customer_postings)"
            + " SELECT entry_no, slot, ?, ?, recorded_at, ? FROM shard_head WHERE shard_id = ?";

    private final ShardId shard;
    private final IdSource ids;
    private final Connection connection;
    private final long clearing;
    private final long due;

    BoundShard(ShardId shard, Database database, IdSource ids) throws SQLException {
        this.shard = shard;
        this.ids = ids;
        var source = new MysqlDataSource();
        source.setURL(database.jdbcUrl() + "&" + DriverSettings.LONG_STATEMENTS);
        source.setUser(database.username());
        source.setPassword(database.password());
        this.connection = source.getConnection();
        this.clearing = internal("CLEARING");
        this.due = internal("DUE");
        connection.setAutoCommit(false);
    }

    private long internal(String type) throws SQLException {
        try (var statement = connection.prepareStatement("SELECT account_id FROM account WHERE type = ?")) {
            statement.setString(1, type);
            try (var row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    /** What one debit transaction has debited, for its finish. */
    record Debited(long batch, List<Item> items) {}

    /** @param items at most 1,024 */
    synchronized Debited debit(List<Item> items) throws SQLException {
        long batch = ids.next(shard.pinnedSlot());
        var lines = lines(clearing, items.stream().map(Item::source));
        List<Item> debited = new ArrayList<>();
        List<Posting> postings = new ArrayList<>();
        for (var item : items) {
            var payer = lines.of(item.source());
            if (payer.balance >= item.amount()) {
                debited.add(item);
                postings.add(Posting.debit(payer, item));
            }
        }
        if (!debited.isEmpty()) {
            postings.add(Posting.internal(lines.of(clearing), total(debited)));
        }
        insertBatch(batch, debited);
        BoundRows.insertTransfers(connection, items, new HashSet<>(debited), batch);
        end("DEBIT", batch, lines, postings);
        return new Debited(batch, debited);
    }

    synchronized void credit(List<Item> items) throws SQLException {
        long txn = ids.next(shard.pinnedSlot());
        var lines = lines(due, items.stream().map(Item::destination));
        BoundRows.insertLegs(connection, items, lines, txn);
        end("CREDIT", txn, lines, List.of(Posting.internal(lines.of(due), -total(items))));
    }

    synchronized void finish(Debited debited) throws SQLException {
        long txn = ids.next(shard.pinnedSlot());
        BoundRows.settle(connection, debited.items, txn);
        try (var lower = connection.prepareStatement(LOWER_BATCH)) {
            lower.setInt(1, debited.items.size());
            lower.setLong(2, debited.batch);
            lower.executeUpdate();
        }
        var lines = lines(clearing, Stream.of(due));
        long total = total(debited.items);
        var postings = List.of(Posting.internal(lines.of(clearing), -total), Posting.internal(lines.of(due), total));
        end("FINISH", txn, lines, postings);
    }

    private static long total(List<Item> items) {
        return items.stream().mapToLong(Item::amount).sum();
    }

    /** No internal account has an id above that of DUE but NOSTRO, which no transfer touches. */
    private Lines lines(long internal, Stream<Long> others) throws SQLException {
        return new Lines(connection, Stream.concat(Stream.of(internal), others).toList(), due);
    }

    private void insertBatch(long batch, List<Item> debited) throws SQLException {
        var packed = ByteBuffer.allocate(debited.size() * Long.BYTES);
        debited.forEach(item -> packed.putLong(item.id()));
        try (var insert = connection.prepareStatement(INSERT_BATCH)) {
            insert.setLong(1, batch);
            insert.setInt(2, shard.pinnedSlot().number());
            insert.setInt(3, debited.size());
            insert.setBytes(4, packed.array());
            insert.executeUpdate();
        }
    }

    /** Postings, balances, head, journal, commit. */
    private void end(String kind, long txn, Lines lines, List<Posting> postings) throws SQLException {
        BoundRows.insertPostings(connection, postings, txn);
        lines.write(connection);
        try (var head = connection.prepareStatement(ADVANCE_HEAD)) {
            head.setObject(1, LocalDateTime.now(ZoneOffset.UTC));
            head.setInt(2, shard.number());
            head.executeUpdate();
        }
        try (var entry = connection.prepareStatement(INSERT_ENTRY)) {
            entry.setLong(1, txn);
            entry.setString(2, kind);
            entry.setBytes(3, lines.customerPostings());
            entry.setInt(4, shard.number());
            entry.executeUpdate();
        }
        connection.commit();
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}

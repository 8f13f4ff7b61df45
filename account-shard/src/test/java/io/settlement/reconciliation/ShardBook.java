package io.settlement.reconciliation;

import io.settlement.ledger.ShardId;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The book of one shard as the ledger would write it, by plain SQL of its own, so that the proof is not tested against
 * the code that it is to prove. It writes what it is told, consistently: a transfer finished without its leg is a lie
 * that no sum on this shard gives away, and just what the proof is for.
 */
final class ShardBook {

    static final String CLUSTER = "c".repeat(32);
    private static final List<String> TABLES =
            List.of("shard_head", "account", "transfer", "posting", "credit_leg", "journal_entry", "debit_batch");

    private static final String BATCH = "debit_batch (batch_id, slot, state, open_count, transfer_ids)";
    private static final String NOW = "2026-11-01 00:00:00";

    private final ShardId shard;
    private final DataSource dataSource;
    private final TableChecks checks;
    private final AtomicLong numbers;
    private final Map<Long, Standing> standings = new HashMap<>();
    private final Map<String, Long> internal = new HashMap<>();
    private long entryNo;

    ShardBook(ShardId shard, DataSource dataSource, AtomicLong numbers) {
        this.shard = shard;
        this.dataSource = dataSource;
        this.checks = new TableChecks(dataSource);
        this.numbers = numbers;
    }

    ShardId shard() {
        return shard;
    }

    long entryNo() {
        return entryNo;
    }

    /** Empties the database and opens the internal accounts. */
    ShardBook initialise(String... currencies) throws SQLException {
        TABLES.forEach(table -> sql("DELETE FROM " + table));
        checks.turnOn();
        sql(
                "INSERT INTO shard_head (shard_id, slot, cluster_id, map_digest, entry_no, recorded_at)"
                        + " VALUES (%d, %d, '%s', '%s', 0, '%s')",
                shard.number(), pinned(), CLUSTER, "d".repeat(64), NOW);
        for (var currency : currencies) {
            for (var type : List.of("CLEARING", "DUE", "NOSTRO")) {
                internal.put(type + currency, open(pinned(), type, currency, 0));
            }
        }
        return this;
    }

    /** From here on the table's CHECKs are off (as after a restore without them), so that forbidden rows can be written. */
    void pastTheChecks() {
        checks.turnOff();
    }

    long open(int slot, String type, String currency, long limit) throws SQLException {
        return openAs(next(slot), type, currency, limit);
    }

    long openAs(long id, String type, String currency, long limit) throws SQLException {
        var txn = new BookTransaction();
        txn.insert(
                "account (account_id, slot, type, status, currency, credit_limit, owner, open_key, opened_at)",
                id,
                id % 1024,
                type,
                "OPEN",
                currency,
                limit,
                "owner",
                "k" + id,
                NOW);
        txn.commit(dataSource, checks);
        standings.put(id, new Standing());
        return id;
    }

    long internal(String type, String currency) {
        return internal.get(type + currency);
    }

    Moved deposit(long account, long amount, String currency) throws SQLException {
        return cross("DEPOSIT", internal("NOSTRO", currency), account, amount, currency);
    }

    Moved withdraw(long account, long amount, String currency) throws SQLException {
        return cross("WITHDRAWAL", account, internal("NOSTRO", currency), amount, currency);
    }

    /** Takes a transfer and refuses it. */
    Moved reject(long source, long destination, long amount, String currency) throws SQLException {
        var moved = planned(source, destination, amount, currency, next(pinned()));
        var txn = new BookTransaction();
        transfer(txn, moved, "TRANSFER", "REJECTED", null);
        batch(txn, moved.debitTxn(), List.of());
        end(txn, moved.debitTxn(), "DEBIT");
        return moved;
    }

    /** One batch; the ids and the batch of the given transfers are filled in. */
    List<Moved> debit(Moved... asked) throws SQLException {
        long id = next(pinned());
        var txn = new BookTransaction();
        var batch = List.of(asked).stream()
                .map(ask -> planned(ask.source(), ask.destination(), ask.amount(), ask.currency(), id))
                .toList();
        batch.forEach(moved -> {
            transfer(txn, moved, "TRANSFER", "DEBITED", null);
            line(txn, moved.source(), "DEBIT", -moved.amount(), moved.id(), id);
        });
        sums(batch).forEach((currency, sum) -> internalLine(txn, "CLEARING", currency, sum, id));
        batch(txn, id, batch);
        end(txn, id, "DEBIT");
        return batch;
    }

    static Moved order(long source, long destination, long amount) {
        return new Moved(0, source, destination, amount, "CNY", 0);
    }

    /** Returns the transaction. */
    long credit(Moved... legs) throws SQLException {
        long id = next(pinned());
        var txn = new BookTransaction();
        for (var leg : legs) {
            var standing = standings.get(leg.destination()).plus(leg.amount());
            leg(txn, leg, id, "CREDITED", null, standing.sequence, standing.balance);
            txn.posted(leg.destination(), standing.sequence);
            standing.write(txn, leg.destination());
        }
        sums(List.of(legs)).forEach((currency, sum) -> internalLine(txn, "DUE", currency, -sum, id));
        end(txn, id, "CREDIT");
        return id;
    }

    long refuse(Moved... legs) throws SQLException {
        long id = next(pinned());
        var txn = new BookTransaction();
        for (var leg : legs) {
            leg(txn, leg, id, "REFUSED", "DESTINATION_UNKNOWN", null, null);
        }
        end(txn, id, "CREDIT");
        return id;
    }

    long finish(List<Moved> settled, List<Moved> reversed) throws SQLException {
        long id = next(pinned());
        var txn = new BookTransaction();
        settled.forEach(moved -> finished(txn, moved, "SETTLED", "NULL", id));
        for (var moved : reversed) {
            finished(txn, moved, "REVERSED", "'DESTINATION_UNKNOWN'", id);
            line(txn, moved.source(), "REVERSAL", moved.amount(), moved.id(), id);
        }
        sums(settled).forEach((currency, sum) -> internalLine(txn, "DUE", currency, sum, id));
        var all = new ArrayList<>(settled);
        all.addAll(reversed);
        sums(all).forEach((currency, sum) -> internalLine(txn, "CLEARING", currency, -sum, id));
        end(txn, id, "FINISH");
        return id;
    }

    /** Writes a fence. */
    long fence() throws SQLException {
        long id = next(pinned());
        var txn = new BookTransaction();
        txn.insert(BATCH, id, pinned(), "FENCED", 0, "");
        txn.commit(dataSource, checks);
        return id;
    }

    /** A second debit of the same transfer, with all that a debit writes but a second row. */
    void debitAgain(Moved moved) throws SQLException {
        again("DEBIT", moved, moved.source(), "DEBIT", -moved.amount(), "CLEARING");
    }

    /** A second reversal of the same transfer, with all that a finish writes. */
    void reverseAgain(Moved moved) throws SQLException {
        again("FINISH", moved, moved.source(), "REVERSAL", moved.amount(), "CLEARING");
    }

    /** A second credit of the same leg, with all that a credit writes but a second leg. */
    void creditAgain(Moved moved) throws SQLException {
        again("CREDIT", moved, moved.destination(), "DEPOSIT", moved.amount(), "DUE");
    }

    private void again(String entry, Moved moved, long account, String kind, long amount, String otherSide)
            throws SQLException {
        long id = next(pinned());
        var txn = new BookTransaction();
        line(txn, account, kind, amount, moved.id(), id);
        internalLine(txn, otherSide, moved.currency(), -amount, id);
        end(txn, id, entry);
    }

    /** One more line on an internal account under an earlier transaction. */
    ShardBook line(long account, long amount, long id) throws SQLException {
        var txn = new BookTransaction();
        line(txn, account, "INTERNAL", amount, null, id);
        txn.commit(dataSource, checks);
        return this;
    }

    /** Any statement, for planting. */
    ShardBook sql(String sql, Object... values) {
        new JdbcTemplate(dataSource).execute(checks.ofSession() + "; " + String.format(sql, values));
        return this;
    }

    private Moved cross(String kind, long source, long destination, long amount, String currency) throws SQLException {
        var moved = new Moved(
                next(kind.equals("DEPOSIT") ? destination : source),
                source,
                destination,
                amount,
                currency,
                next(pinned()));
        long batch = moved.debitTxn();
        boolean in = kind.equals("DEPOSIT");
        var txn = new BookTransaction();
        transfer(txn, moved, kind, "SETTLED", batch);
        line(txn, in ? destination : source, in ? "DEPOSIT" : "DEBIT", in ? amount : -amount, moved.id(), batch);
        internalLine(txn, "NOSTRO", currency, in ? -amount : amount, batch);
        batch(txn, batch, List.of());
        end(txn, batch, "DEBIT");
        return moved;
    }

    private Moved planned(long source, long destination, long amount, String currency, long batch) {
        return new Moved(next(source), source, destination, amount, currency, batch);
    }

    private void transfer(BookTransaction txn, Moved moved, String kind, String status, Long finishTxn) {
        long keyAccount = kind.equals("DEPOSIT") ? moved.destination() : moved.source();
        txn.insert(
                "transfer (transfer_id, slot, kind, status, reason, key_account, idem_key, source_account_id,"
                        + " destination_account_id, amount, currency, debit_txn, finish_txn)",
                moved.id(),
                moved.id() % 1024,
                kind,
                status,
                status.equals("REJECTED") ? "INSUFFICIENT_FUNDS" : null,
                keyAccount,
                "k" + moved.id(),
                moved.source(),
                moved.destination(),
                moved.amount(),
                moved.currency(),
                moved.debitTxn(),
                finishTxn);
    }

    private void finished(BookTransaction txn, Moved moved, String status, String reason, long id) {
        txn.update(
                "UPDATE transfer SET status = '%s', reason = %s, finish_txn = %d WHERE transfer_id = %d",
                status, reason, id, moved.id());
        txn.update("UPDATE debit_batch SET open_count = open_count - 1 WHERE batch_id = %d", moved.debitTxn());
    }

    private void leg(
            BookTransaction txn, Moved leg, long id, String outcome, String reason, Long sequence, Long balance) {
        txn.insert(
                "credit_leg (transfer_id, slot, destination_account_id, amount, currency, outcome, reason, account_seq,"
                        + " balance_after, txn_id)",
                leg.id(),
                leg.destination() % 1024,
                leg.destination(),
                leg.amount(),
                leg.currency(),
                outcome,
                reason,
                sequence,
                balance,
                id);
    }

    private void batch(BookTransaction txn, long id, List<Moved> open) {
        var packed = ByteBuffer.allocate(8 * open.size());
        open.forEach(moved -> packed.putLong(moved.id()));
        var hex = new BookTransaction.Raw("x'" + HexFormat.of().formatHex(packed.array()) + "'");
        txn.insert(BATCH, id, pinned(), "DEBITED", open.size(), hex);
    }

    private void internalLine(BookTransaction txn, String type, String currency, long amount, long id) {
        line(txn, internal(type, currency), "INTERNAL", amount, null, id);
    }

    private void line(BookTransaction txn, long account, String kind, long amount, Long transfer, long id) {
        var standing = standings.get(account).plus(amount);
        txn.insert(
                "posting (account_id, account_seq, slot, kind, amount, balance_after, transfer_id, txn_id)",
                account,
                standing.sequence,
                account % 1024,
                kind,
                amount,
                standing.balance,
                transfer,
                id);
        if (!kind.equals("INTERNAL")) {
            txn.posted(account, standing.sequence);
        }
        standing.write(txn, account);
    }

    private void end(BookTransaction txn, long id, String kind) throws SQLException {
        entryNo++;
        txn.insert(
                "journal_entry (entry_no, slot, txn_id, kind, recorded_at, customer_postings)",
                entryNo,
                pinned(),
                id,
                kind,
                NOW,
                txn.listed());
        txn.update("UPDATE shard_head SET entry_no = %d", entryNo);
        txn.commit(dataSource, checks);
    }

    private static Map<String, Long> sums(List<Moved> moved) {
        return moved.stream()
                .collect(Collectors.groupingBy(Moved::currency, TreeMap::new, Collectors.summingLong(Moved::amount)));
    }

    private int pinned() {
        return shard.pinnedSlot().number();
    }

    /** The next id in the slot of another id, or in a slot. */
    private long next(long slotOf) {
        return numbers.incrementAndGet() * 1024 + slotOf % 1024;
    }

    private static final class Standing {
        private long balance;
        private long sequence;

        Standing plus(long amount) {
            balance += amount;
            sequence++;
            return this;
        }

        void write(BookTransaction txn, long account) {
            txn.update(
                    "UPDATE account SET balance = %d, account_seq = %d WHERE account_id = %d",
                    balance, sequence, account);
        }
    }
}

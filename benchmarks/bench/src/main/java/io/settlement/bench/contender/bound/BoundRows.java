package io.settlement.bench.contender.bound;

import io.settlement.ledger.Slot;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.Set;

/** The rows of which there is one or more for each transfer. */
final class BoundRows {

    private static final MultiRow TRANSFERS = MultiRow.rows("""
            INSERT INTO transfer (transfer_id, slot, kind, status, reason, key_account, idem_key, source_account_id,
              destination_account_id, amount, currency, reference, debit_txn) VALUES %rows""", 13);
    private static final MultiRow POSTINGS = MultiRow.rows("""
            INSERT INTO posting (account_id, account_seq, slot, kind, amount, balance_after, transfer_id, txn_id)
            VALUES %rows""", 8);
    private static final MultiRow LEGS = MultiRow.rows("""
            INSERT INTO credit_leg (transfer_id, slot, destination_account_id, amount, currency, outcome, account_seq,
              balance_after, txn_id) VALUES %rows""", 9);
    private static final MultiRow SETTLE =
            MultiRow.ids("UPDATE transfer SET status = 'SETTLED', finish_txn = ? WHERE transfer_id IN (%ids)");

    private BoundRows() {}

    /** @param debited the others are stored as rejected */
    static void insertTransfers(Connection connection, List<Item> items, Set<Item> debited, long batch)
            throws SQLException {
        TRANSFERS.update(connection, items, (statement, from, part) -> {
            int at = from;
            for (var item : part) {
                at = bind(statement, at, item, debited.contains(item), batch);
            }
        });
    }

    private static int bind(PreparedStatement statement, int from, Item item, boolean debited, long batch)
            throws SQLException {
        int at = from;
        statement.setLong(at++, item.id());
        statement.setInt(at++, Slot.of(item.id()).number());
        statement.setString(at++, "TRANSFER");
        statement.setString(at++, debited ? "DEBITED" : "REJECTED");
        statement.setString(at++, debited ? null : "INSUFFICIENT_FUNDS");
        statement.setLong(at++, item.source());
        statement.setString(at++, item.key());
        statement.setLong(at++, item.source());
        statement.setLong(at++, item.destination());
        statement.setLong(at++, item.amount());
        statement.setString(at++, JdbcBound.CURRENCY);
        statement.setString(at++, "");
        statement.setLong(at++, batch);
        return at;
    }

    static void insertPostings(Connection connection, List<Posting> postings, long txn) throws SQLException {
        POSTINGS.update(connection, postings, (statement, from, part) -> {
            int at = from;
            for (var posting : part) {
                statement.setLong(at++, posting.account());
                statement.setLong(at++, posting.sequence());
                statement.setInt(at++, Slot.of(posting.account()).number());
                statement.setString(at++, posting.kind());
                statement.setLong(at++, posting.amount());
                statement.setLong(at++, posting.balanceAfter());
                statement.setObject(at++, posting.transfer(), Types.BIGINT);
                statement.setLong(at++, txn);
            }
        });
    }

    /** Posts to the payees, and stores what each had afterwards. */
    static void insertLegs(Connection connection, List<Item> items, Lines lines, long txn) throws SQLException {
        LEGS.update(connection, items, (statement, from, part) -> {
            int at = from;
            for (var item : part) {
                var payee = lines.of(item.destination());
                payee.post(item.amount());
                statement.setLong(at++, item.id());
                statement.setInt(at++, Slot.of(item.destination()).number());
                statement.setLong(at++, item.destination());
                statement.setLong(at++, item.amount());
                statement.setString(at++, JdbcBound.CURRENCY);
                statement.setString(at++, "CREDITED");
                statement.setLong(at++, payee.sequence);
                statement.setLong(at++, payee.balance);
                statement.setLong(at++, txn);
            }
        });
    }

    static void settle(Connection connection, List<Item> items, long txn) throws SQLException {
        SETTLE.update(connection, items.stream().map(Item::id).toList(), (statement, from, part) -> {
            statement.setLong(from, txn);
            MultiRow.bindIds(statement, from + 1, part);
        });
    }
}

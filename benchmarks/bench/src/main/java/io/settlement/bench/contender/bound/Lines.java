package io.settlement.bench.contender.bound;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;

/** The accounts of one transaction: locked and read in ascending id, changed in memory, written back together. */
final class Lines {

    private static final MultiRow LOCK = MultiRow.ids("""
            SELECT account_id, balance, account_seq FROM account
             WHERE account_id IN (%ids) ORDER BY account_id FOR UPDATE""");

    private static final MultiRow WRITE = MultiRow.ids("""
            UPDATE account
               SET balance = CASE account_id %whensEND, account_seq = CASE account_id %whensEND
             WHERE account_id IN (%ids)""");

    private static final int RUN_BYTES = 20;

    private final TreeMap<Long, Line> lines = new TreeMap<>();
    private final long highestInternal;

    /** One account. */
    static final class Line {
        final long account;
        long balance;
        long sequence;
        private final long before;

        private Line(ResultSet row) throws SQLException {
            account = row.getLong(1);
            balance = row.getLong(2);
            sequence = row.getLong(3);
            before = sequence;
        }

        void post(long amount) {
            balance += amount;
            sequence++;
        }
    }

    /** @param highestInternal ids up to it are internal accounts, which the journal does not name */
    Lines(Connection connection, Collection<Long> accounts, long highestInternal) throws SQLException {
        this.highestInternal = highestInternal;
        LOCK.query(connection, accounts.stream().distinct().sorted().toList(), row -> {
            var line = new Line(row);
            lines.put(line.account, line);
        });
    }

    Line of(long account) {
        return lines.get(account);
    }

    void write(Connection connection) throws SQLException {
        WRITE.update(connection, changed(), (statement, from, part) -> {
            int next = from;
            for (var line : part) {
                statement.setLong(next++, line.account);
                statement.setLong(next++, line.balance);
            }
            for (var line : part) {
                statement.setLong(next++, line.account);
                statement.setLong(next++, line.sequence);
            }
            MultiRow.bindIds(
                    statement, next, part.stream().map(line -> line.account).toList());
        });
    }

    /** As the journal names the postings of an entry to customers' accounts. */
    byte[] customerPostings() {
        var customers = new ArrayList<>(changed());
        customers.removeIf(line -> line.account <= highestInternal);
        var bytes = ByteBuffer.allocate(customers.size() * RUN_BYTES);
        customers.forEach(line ->
                bytes.putLong(line.account).putLong(line.before + 1).putInt((int) (line.sequence - line.before)));
        return bytes.array();
    }

    private List<Line> changed() {
        return lines.values().stream()
                .filter(line -> line.sequence > line.before)
                .toList();
    }
}

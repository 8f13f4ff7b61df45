package io.settlement.bench.contender;

import io.settlement.bench.workload.BenchTransfer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Many credits in one transaction in the {@link PeerBooks}: those that stand already are left out, the rest is one INSERT. */
final class CreditGroup {

    private CreditGroup() {}

    /** Commits. */
    static void credit(Connection connection, List<BenchTransfer> transfers) throws SQLException {
        var standing = standing(connection, transfers);
        var rest = transfers.stream()
                .filter(transfer -> !standing.contains(transfer.number()))
                .toList();
        if (!rest.isEmpty()) {
            give(connection, rest);
            insert(connection, rest);
        }
        connection.commit();
    }

    private static Set<Long> standing(Connection connection, List<BenchTransfer> transfers) throws SQLException {
        var sql = "SELECT transfer_id FROM credit WHERE transfer_id IN (" + places("?", transfers.size()) + ")";
        try (var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < transfers.size(); i++) {
                statement.setLong(i + 1, transfers.get(i).number());
            }
            Set<Long> standing = new HashSet<>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    standing.add(rows.getLong(1));
                }
            }
            return standing;
        }
    }

    /** Accounts in ascending order, so that two groups wait for each other instead of deadlocking. */
    private static void give(Connection connection, List<BenchTransfer> transfers) throws SQLException {
        Map<Integer, Long> amounts = new TreeMap<>();
        transfers.forEach(transfer -> amounts.merge(transfer.destination(), transfer.amount(), Long::sum));
        var sql = "UPDATE account SET balance = balance + CASE account_id "
                + "WHEN ? THEN ? ".repeat(amounts.size())
                + "END WHERE account_id IN (" + places("?", amounts.size()) + ")";
        try (var statement = connection.prepareStatement(sql)) {
            int at = 1;
            for (var amount : amounts.entrySet()) {
                statement.setLong(at++, amount.getKey());
                statement.setLong(at++, amount.getValue());
            }
            for (int account : amounts.keySet()) {
                statement.setLong(at++, account);
            }
            if (statement.executeUpdate() != amounts.size()) {
                throw new SQLException("an account is missing among " + amounts.keySet());
            }
        }
    }

    private static void insert(Connection connection, List<BenchTransfer> transfers) throws SQLException {
        var sql =
                "INSERT INTO credit (transfer_id, account_id, amount) VALUES " + places("(?, ?, ?)", transfers.size());
        try (var statement = connection.prepareStatement(sql)) {
            int at = 1;
            for (var transfer : transfers) {
                statement.setLong(at++, transfer.number());
                statement.setLong(at++, transfer.destination());
                statement.setLong(at++, transfer.amount());
            }
            statement.executeUpdate();
        }
    }

    static String places(String element, int count) {
        return String.join(", ", Collections.nCopies(count, element));
    }
}

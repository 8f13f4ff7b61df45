package io.settlement.bench.contender;

import io.settlement.bench.workload.BenchTransfer;
import java.sql.Connection;
import java.sql.SQLException;

/** The two legs of a transfer in the {@link PeerBooks}: two statements each, within the caller's transaction. */
final class Legs {

    private static final String TAKE = "UPDATE account SET balance = balance - ? WHERE account_id = ? AND balance >= ?";
    private static final String GIVE = "UPDATE account SET balance = balance + ? WHERE account_id = ?";
    private static final String DEBIT = "INSERT INTO debit (transfer_id, account_id, amount) VALUES (?, ?, ?)";
    private static final String CREDIT = "INSERT INTO credit (transfer_id, account_id, amount) VALUES (?, ?, ?)";

    private Legs() {}

    /** False, with nothing written, where the payer has too little. */
    static boolean debit(Connection connection, BenchTransfer transfer) throws SQLException {
        if (update(connection, TAKE, transfer.amount(), transfer.source(), transfer.amount()) == 0) {
            return false;
        }
        update(connection, DEBIT, transfer.number(), transfer.source(), transfer.amount());
        return true;
    }

    static void credit(Connection connection, BenchTransfer transfer) throws SQLException {
        if (update(connection, GIVE, transfer.amount(), transfer.destination()) != 1) {
            throw new SQLException("no account " + transfer.destination());
        }
        update(connection, CREDIT, transfer.number(), transfer.destination(), transfer.amount());
    }

    private static int update(Connection connection, String sql, long... values) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setLong(i + 1, values[i]);
            }
            return statement.executeUpdate();
        }
    }
}

package io.settlement.drill.check;

import io.settlement.drill.check.Facts.AccountFact;
import io.settlement.drill.check.Facts.Key;
import io.settlement.drill.check.Facts.LegFact;
import io.settlement.drill.check.Facts.TransferFact;
import io.settlement.drill.history.Line;
import io.settlement.ledger.ShardId;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;

/** Reads the facts with plain SQL, shard by shard, each in one snapshot that can only read. */
public final class FactsReader {

    private static final String ACCOUNTS = """
            SELECT account_id, status, balance, held, credit_limit, account_seq
              FROM account
             WHERE slot < 992
            """;

    private static final String TRANSFERS = """
            SELECT transfer_id, kind, status, reason, key_account, idem_key,
                   source_account_id, destination_account_id, amount, currency
              FROM transfer
            """;

    private static final String LEGS = """
            SELECT transfer_id, destination_account_id, amount, currency, outcome
              FROM credit_leg
            """;

    /** A credited leg is the payee's line. */
    private static final String LINES = """
            SELECT account_id, account_seq, kind, amount, balance_after, transfer_id
              FROM posting
             WHERE slot < 992
             UNION ALL
            SELECT destination_account_id, account_seq, 'CREDIT', amount, balance_after, transfer_id
              FROM credit_leg
             WHERE outcome = 'CREDITED'
             ORDER BY 1, 2
            """;

    private FactsReader() {}

    /** @throws SQLException if a shard cannot be read: half the facts decide nothing */
    public static Facts read(Map<ShardId, DataSource> shards) throws SQLException {
        var facts = new Facts();
        for (var shard : shards.values()) {
            try (var connection = shard.getConnection()) {
                read(connection, facts);
            }
        }
        return facts;
    }

    private static void read(Connection connection, Facts facts) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY");
            forEach(connection, ACCOUNTS, row -> facts.add(account(row)));
            forEach(connection, TRANSFERS, row -> facts.add(transfer(row)));
            forEach(connection, LEGS, row -> facts.add(leg(row)));
            forEach(connection, LINES, row -> facts.add(row.getLong(1), line(row)));
            statement.execute("ROLLBACK");
        }
    }

    private static AccountFact account(ResultSet row) throws SQLException {
        return new AccountFact(
                row.getLong("account_id"),
                row.getString("status"),
                row.getLong("balance"),
                row.getLong("held"),
                row.getLong("credit_limit"),
                row.getLong("account_seq"));
    }

    private static TransferFact transfer(ResultSet row) throws SQLException {
        return new TransferFact(
                row.getLong("transfer_id"),
                row.getString("kind"),
                row.getString("status"),
                Optional.ofNullable(row.getString("reason")).orElse(""),
                new Key(row.getLong("key_account"), row.getString("idem_key")),
                row.getLong("source_account_id"),
                row.getLong("destination_account_id"),
                row.getLong("amount"),
                row.getString("currency"));
    }

    private static LegFact leg(ResultSet row) throws SQLException {
        return new LegFact(
                row.getLong("transfer_id"),
                row.getLong("destination_account_id"),
                row.getLong("amount"),
                row.getString("currency"),
                row.getString("outcome"));
    }

    private static Line line(ResultSet row) throws SQLException {
        return new Line(row.getLong(2), row.getString(3), row.getLong(4), row.getLong(5), row.getLong(6));
    }

    private interface Row {
        void read(ResultSet row) throws SQLException;
    }

    private static void forEach(Connection connection, String sql, Row reader) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                reader.read(rows);
            }
        }
    }
}

package io.settlement.bench.contender;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.settlement.bench.workload.Population;
import io.settlement.localstack.DatabaseServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The tables of the contenders that bring no ledger of their own, on one or several databases, and their check: accounts,
 * one row for each debit and one for each credit. Fewer rows than this project's, in their favour; the primary keys keep
 * a leg from being done twice.
 */
final class PeerBooks implements AutoCloseable {

    private static final List<String> TABLES = List.of("""
            CREATE TABLE account (
              account_id BIGINT NOT NULL PRIMARY KEY,
              balance    BIGINT NOT NULL,
              funding    BIGINT NOT NULL,
              CHECK (balance >= 0)
            ) ENGINE = InnoDB""", """
            CREATE TABLE debit (
              transfer_id BIGINT NOT NULL PRIMARY KEY,
              account_id  BIGINT NOT NULL,
              amount      BIGINT NOT NULL
            ) ENGINE = InnoDB""", """
            CREATE TABLE credit (
              transfer_id BIGINT NOT NULL PRIMARY KEY,
              account_id  BIGINT NOT NULL,
              amount      BIGINT NOT NULL
            ) ENGINE = InnoDB""");

    private static final String WRONG_BALANCES = """
            SELECT a.account_id, a.balance, a.funding + COALESCE(l.moved, 0)
              FROM account a
              LEFT JOIN (SELECT account_id, SUM(amount) AS moved
                           FROM (SELECT account_id, -amount AS amount FROM debit
                                 UNION ALL
                                 SELECT account_id, amount FROM credit) legs
                          GROUP BY account_id) l ON l.account_id = a.account_id
             WHERE a.balance <> a.funding + COALESCE(l.moved, 0)""";

    private static final int ROWS = 1_000;
    private static final int EXAMPLES = 5;

    private final DatabaseServer server;
    private final String name;
    private final int databases;
    private final List<String> tables;
    private final Map<Integer, HikariDataSource> pools = new TreeMap<>();
    private int run;

    /**
     * @param name of the databases, followed by the run and their number
     * @param moreTables what this contender needs besides
     */
    PeerBooks(DatabaseServer server, String name, int databases, List<String> moreTables) {
        this.server = server;
        this.name = name;
        this.databases = databases;
        this.tables = new ArrayList<>(TABLES);
        this.tables.addAll(moreTables);
    }

    /** Makes everything anew under names of its own, so that what a run has left behind anywhere is not met by the next. */
    void prepare(Population population) throws SQLException {
        close();
        run++;
        for (int database = 0; database < databases; database++) {
            server.createDatabase(name(database));
            try (var connection = server.connect(name(database), server.administrator());
                    var statement = connection.createStatement()) {
                for (var table : tables) {
                    statement.execute(table);
                }
                fund(connection, database, population);
            }
        }
    }

    private void fund(Connection connection, int database, Population population) throws SQLException {
        connection.setAutoCommit(false);
        var rows = new ArrayList<String>();
        for (int position = 0; position < population.accounts(); position++) {
            if (databaseOf(position) == database) {
                long funding = population.funding(position);
                rows.add("(" + position + ", " + funding + ", " + funding + ")");
            }
        }
        try (var statement = connection.createStatement()) {
            for (int from = 0; from < rows.size(); from += ROWS) {
                statement.execute("INSERT INTO account (account_id, balance, funding) VALUES "
                        + String.join(", ", rows.subList(from, Math.min(rows.size(), from + ROWS))));
            }
        }
        connection.commit();
    }

    String name(int database) {
        return "bench_" + name + run + "_" + database;
    }

    int databases() {
        return databases;
    }

    int databaseOf(int position) {
        return position % databases;
    }

    /** Connections of the application account, transactions opened by hand; made at first use of a run. */
    synchronized HikariDataSource pool(int database) {
        return pools.computeIfAbsent(database, this::open);
    }

    private HikariDataSource open(int database) {
        var account = server.application();
        var config = new HikariConfig();
        config.setJdbcUrl(server.jdbcUrl(name(database)) + "&" + DriverSettings.SINGLE_STATEMENTS);
        config.setUsername(account.user());
        config.setPassword(account.password());
        config.setMaximumPoolSize(2 * Population.MOST_CLIENTS);
        config.setMinimumIdle(0);
        config.setAutoCommit(false);
        return new HikariDataSource(config);
    }

    /** For statements of many rows; transactions opened by hand. The caller closes it. */
    Connection connectForLongStatements(int database) throws SQLException {
        var account = server.application();
        var connection = DriverManager.getConnection(
                server.jdbcUrl(name(database)) + "&" + DriverSettings.LONG_STATEMENTS,
                account.user(),
                account.password());
        connection.setAutoCommit(false);
        return connection;
    }

    /** The run is over: its connections are closed, for the next contender's sake. */
    Books check(Population population) throws SQLException {
        closePools();
        List<String> breaks = new ArrayList<>();
        Map<Long, Long> uncredited = new HashMap<>();
        long total = 0;
        for (int database = 0; database < databases; database++) {
            try (var connection = server.connect(name(database), server.application())) {
                wrongBalances(connection, breaks);
                total += single(connection, "SELECT SUM(balance) FROM account");
                forEach(connection, "SELECT transfer_id, amount FROM debit", row -> {
                    if (uncredited.put(row.getLong(1), row.getLong(2)) != null) {
                        breaks.add("transfer " + row.getLong(1) + " was debited on two databases");
                    }
                });
            }
        }
        if (total != population.total()) {
            breaks.add("all balances add up to " + total + " instead of " + population.total());
        }
        long settled = matchCredits(uncredited, breaks);
        if (!uncredited.isEmpty()) {
            breaks.add(uncredited.size() + " transfers were debited and not credited");
        }
        return new Books(settled, breaks);
    }

    private void wrongBalances(Connection connection, List<String> breaks) throws SQLException {
        forEach(
                connection,
                WRONG_BALANCES + " LIMIT " + EXAMPLES,
                row -> breaks.add("account " + row.getLong(1) + " has " + row.getLong(2) + ", but its legs say "
                        + row.getLong(3)));
    }

    /** Takes out of the debits what was credited, once, with the same amount. */
    private long matchCredits(Map<Long, Long> debits, List<String> breaks) throws SQLException {
        var settled = new long[1];
        for (int database = 0; database < databases; database++) {
            try (var connection = server.connect(name(database), server.application())) {
                forEach(connection, "SELECT transfer_id, amount FROM credit", row -> {
                    Long debited = debits.remove(row.getLong(1));
                    if (debited == null || debited != row.getLong(2)) {
                        breaks.add("transfer " + row.getLong(1) + " was credited " + row.getLong(2) + " and debited "
                                + debited);
                    } else {
                        settled[0]++;
                    }
                });
            }
        }
        return settled[0];
    }

    /** Rows of one table on all databases. */
    long count(String table) throws SQLException {
        long count = 0;
        for (int database = 0; database < databases; database++) {
            try (var connection = server.connect(name(database), server.application())) {
                count += single(connection, "SELECT COUNT(*) FROM " + table);
            }
        }
        return count;
    }

    void plantCent() throws SQLException {
        try (var connection = server.connect(name(0), server.application());
                var statement = connection.createStatement()) {
            statement.executeUpdate("UPDATE account SET balance = balance + 1 ORDER BY account_id LIMIT 1");
        }
    }

    @FunctionalInterface
    private interface Row {
        void read(ResultSet row) throws SQLException;
    }

    private static void forEach(Connection connection, String sql, Row reader) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql);
                var rows = statement.executeQuery()) {
            while (rows.next()) {
                reader.read(rows);
            }
        }
    }

    private static long single(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private synchronized void closePools() {
        pools.values().forEach(HikariDataSource::close);
        pools.clear();
    }

    @Override
    public void close() {
        closePools();
        for (int database = 0; database < databases; database++) {
            server.dropDatabase(name(database));
        }
    }
}

package io.settlement.bench.ledger;

import io.settlement.bench.workload.Population;
import io.settlement.ledger.AccountId;
import io.settlement.ledger.shard.Ledger;
import io.settlement.localstack.Credentials;
import io.settlement.localstack.DatabaseServer;
import io.settlement.sharding.ShardSetup;
import io.settlement.sharding.ShardedDatabase;
import io.settlement.sharding.ShardingProperties;
import io.settlement.sharding.ShardingProperties.Database;
import io.settlement.sharding.Sleeper;
import io.settlement.sharding.SlotMap;
import io.settlement.sharding.TimeSortedIds;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Shards of this project's schema that no service runs on. Made and funded once; before each run they are put back to
 * what they held then, which takes a fraction of the time.
 */
public final class OwnShards implements AutoCloseable {

    private static final String CLUSTER = "be".repeat(16);
    private static final String CONTROL = "bench_control";

    private static final List<String> TABLES = List.of(
            "account",
            "transfer",
            "posting",
            "credit_leg",
            "journal_entry",
            "debit_batch",
            "parking",
            "debit_poison",
            "shard_head",
            "event_cursor");

    private final DatabaseServer server;
    private List<AccountId> accounts = List.of();
    private Population funded;

    public OwnShards(DatabaseServer server) {
        this.server = server;
    }

    /** @return the accounts by position, funded and otherwise untouched */
    public List<AccountId> prepare(Population population) throws Exception {
        if (population.equals(funded)) {
            for (int shard = 0; shard < population.databases(); shard++) {
                copy(saved(shard), name(shard), "TRUNCATE TABLE `%s`.`%s`");
            }
            return accounts;
        }
        make(population.databases());
        accounts = open(population);
        for (int shard = 0; shard < population.databases(); shard++) {
            server.createDatabase(saved(shard));
            copy(name(shard), saved(shard), "CREATE TABLE `%s`.`%s` LIKE `%s`.`%2$s`");
        }
        funded = population;
        return accounts;
    }

    private void make(int shards) {
        dropAll(shards);
        server.createDatabase(CONTROL);
        IntStream.range(0, shards).forEach(shard -> server.createDatabase(name(shard)));
        var setup = new ShardSetup(properties(shards, server.administrator()));
        setup.migrate();
        setup.initialiseShards();
    }

    private List<AccountId> open(Population population) throws Exception {
        var clock = Clock.systemUTC();
        var ids = new TimeSortedIds(0, clock);
        try (var database = new ShardedDatabase(properties(population.databases(), server.application()))) {
            var ledger = new Ledger(database, ids, clock, Sleeper.REAL);
            return new LedgerAccounts(database, ledger, ids, population).open();
        }
    }

    private void copy(String from, String to, String first) throws SQLException {
        try (var connection = server.connect("", server.administrator());
                var statement = connection.createStatement()) {
            for (var table : TABLES) {
                copy(statement, table, from, to, first);
            }
        }
    }

    private static void copy(Statement statement, String table, String from, String to, String first)
            throws SQLException {
        statement.execute(first.formatted(to, table, from));
        statement.execute("INSERT INTO `%s`.`%s` SELECT * FROM `%s`.`%2$s`".formatted(to, table, from));
    }

    /** The proof of these books. */
    public ShardBooks books() {
        return new ShardBooks(
                properties(funded.databases(), server.application()).shards());
    }

    public SlotMap slotMap() {
        return SlotMap.evenly(funded.databases());
    }

    public Database database(int shard) {
        return properties(funded.databases(), server.application()).shards().get(shard);
    }

    private ShardingProperties properties(int shards, Credentials account) {
        List<Database> databases = new ArrayList<>();
        for (int shard = 0; shard < shards; shard++) {
            databases.add(database(name(shard), account));
        }
        return new ShardingProperties(
                CLUSTER, SlotMap.evenly(shards).canonicalText(), database(CONTROL, account), databases, 8);
    }

    private Database database(String name, Credentials account) {
        return new Database(server.jdbcUrl(name), account.user(), account.password());
    }

    private static String name(int shard) {
        return "bench_shard_" + shard;
    }

    private static String saved(int shard) {
        return "bench_saved_" + shard;
    }

    private void dropAll(int shards) {
        server.dropDatabase(CONTROL);
        for (int shard = 0; shard < shards; shard++) {
            server.dropDatabase(name(shard));
            server.dropDatabase(saved(shard));
        }
    }

    @Override
    public void close() {
        dropAll(funded == null ? 0 : funded.databases());
    }
}

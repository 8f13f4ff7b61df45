package io.settlement.drill.check;

import com.mysql.cj.jdbc.MysqlDataSource;
import io.settlement.drill.history.Answer;
import io.settlement.drill.history.Operation;
import io.settlement.drill.history.Operation.Span;
import io.settlement.drill.history.Payment;
import io.settlement.ledger.AccountId;
import io.settlement.ledger.AccountOpening;
import io.settlement.ledger.AccountOutcome;
import io.settlement.ledger.AccountType;
import io.settlement.ledger.ActingOwner;
import io.settlement.ledger.BatchId;
import io.settlement.ledger.DebitBatch;
import io.settlement.ledger.DebitItem;
import io.settlement.ledger.DebitOutcome;
import io.settlement.ledger.IdempotencyKey;
import io.settlement.ledger.ShardId;
import io.settlement.ledger.Transfer;
import io.settlement.ledger.TransferId;
import io.settlement.ledger.TransferInstruction;
import io.settlement.ledger.TransferKind;
import io.settlement.ledger.TransferStatus;
import io.settlement.ledger.shard.Ledger;
import io.settlement.localstack.Credentials;
import io.settlement.localstack.DatabaseServer;
import io.settlement.localstack.TestEngines;
import io.settlement.money.CurrencyCode;
import io.settlement.money.Money;
import io.settlement.sharding.ShardSetup;
import io.settlement.sharding.ShardedDatabase;
import io.settlement.sharding.ShardingProperties;
import io.settlement.sharding.ShardingProperties.Database;
import io.settlement.sharding.Sleeper;
import io.settlement.sharding.SlotMap;
import io.settlement.sharding.TimeSortedIds;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import javax.sql.DataSource;

/** Two shards on a real database, written by the real ledger, and the history of what was asked of it. */
public final class RealBooks implements AutoCloseable {

    private static final CurrencyCode CURRENCY = CurrencyCode.of("CNY");
    private static final Credentials READER = new Credentials("drill_reader", "reads only");
    private static final int ATTEMPTS = 4;
    private static final String CONTROL = "drill_control";

    final List<Operation> history = new ArrayList<>();
    private final DatabaseServer server = TestEngines.database();
    private final ShardedDatabase database;
    private final TimeSortedIds ids = new TimeSortedIds(0, Clock.systemUTC());
    private final Ledger ledger;
    private long now;

    public RealBooks() throws SQLException {
        server.createDatabase(CONTROL);
        server.createDatabase(name(0));
        server.createDatabase(name(1));
        execute("", "CREATE USER %s@'127.0.0.1' IDENTIFIED BY '%s'".formatted(READER.user(), READER.password()));
        execute("", "GRANT SELECT ON `drill\\_shard\\_%%`.* TO %s@'127.0.0.1'".formatted(READER.user()));
        var setup = new ShardSetup(properties());
        setup.migrate();
        setup.initialiseShards();
        database = new ShardedDatabase(properties());
        database.probe();
        ledger = new Ledger(database, ids, Clock.systemUTC(), Sleeper.REAL);
    }

    /** An account on this shard. */
    public AccountId open(int shard, AccountType type) {
        for (int attempt = 0; ; attempt++) {
            var key = new IdempotencyKey("open-" + shard + "-" + type + "-" + attempt);
            var opening = new AccountOpening("drill", key, type, CURRENCY, 0);
            var opened = (AccountOutcome.Done) again(() -> ledger.accounts().open(opening));
            var id = opened.account().id();
            if (shardOf(id).number() == shard) {
                history.add(new Operation.Opened(next(), id.value(), 0));
                return id;
            }
        }
    }

    public void deposit(AccountId account, long amount) {
        var instruction = new TransferInstruction(
                TransferKind.DEPOSIT,
                new IdempotencyKey("deposit-" + account),
                ledger.accounts().nostroOf(account, CURRENCY),
                account,
                Money.ofMinor(amount, CURRENCY),
                "");
        var stored = debit(instruction);
        note(Payment.deposit(instruction.key().value(), account.value(), amount, "CNY"), 201, stored);
    }

    /** Debited, and with {@code end} credited or refused and finished. */
    public Transfer transfer(String key, AccountId source, AccountId destination, long amount, boolean end) {
        var stored = debit(new TransferInstruction(
                TransferKind.TRANSFER,
                new IdempotencyKey(key),
                source,
                destination,
                Money.ofMinor(amount, CURRENCY),
                ""));
        boolean debited = stored.status() == TransferStatus.DEBITED;
        note(Payment.transfer(key, source.value(), destination.value(), amount, "CNY"), debited ? 202 : 422, stored);
        if (debited && end) {
            var legs = again(() -> ledger.destination().credit(shardOf(destination), List.of(stored)));
            again(() -> ledger.source().finish(shardOf(source), legs));
        }
        return stored;
    }

    /** As a drill gets them: they can read and nothing else. */
    public Map<ShardId, DataSource> readers() {
        var readers = new TreeMap<ShardId, DataSource>();
        for (int shard = 0; shard < 2; shard++) {
            var source = new MysqlDataSource();
            source.setUrl(server.jdbcUrl(name(shard)));
            source.setUser(READER.user());
            source.setPassword(READER.password());
            readers.put(new ShardId(shard), source);
        }
        return readers;
    }

    Findings judge() throws SQLException {
        return Checker.judge(history, FactsReader.read(readers())).findings();
    }

    /** For planting what must not be. */
    public void plant(int shard, String sql) throws SQLException {
        execute(name(shard), sql);
    }

    @Override
    public void close() throws SQLException {
        database.close();
        execute("", "DROP USER %s@'127.0.0.1'".formatted(READER.user()));
        List.of(CONTROL, name(0), name(1)).forEach(server::dropDatabase);
    }

    /** A busy machine lets a transaction wait until the server cuts it, after 3 s; each of these may be done again. */
    private static <T> T again(Supplier<T> work) {
        for (int attempt = 1; ; attempt++) {
            try {
                return work.get();
            } catch (RuntimeException cut) {
                if (attempt == ATTEMPTS) {
                    throw cut;
                }
            }
        }
    }

    private Transfer debit(TransferInstruction instruction) {
        return again(() -> debitOnce(instruction));
    }

    private Transfer debitOnce(TransferInstruction instruction) {
        var shard = shardOf(instruction.keyAccount());
        var id = new TransferId(ids.next(instruction.keyAccount().slot()));
        var batch = new DebitBatch(
                new BatchId(ids.next(shard.pinnedSlot())),
                shard,
                List.of(new DebitItem(id, instruction, ActingOwner.ANY)));
        return ((DebitOutcome.Stored) ledger.source().debit(batch).get(0)).transfer();
    }

    private void note(Payment asked, int code, Transfer stored) {
        var reason = stored.reason().map(Enum::name).orElse("");
        var answer = Answer.transfer(code, stored.id().value(), stored.status().name(), reason);
        history.add(new Operation.Tried(next(), "door", asked, answer));
    }

    private ShardId shardOf(AccountId account) {
        return database.shardOf(account.slot());
    }

    private Span next() {
        now += 10;
        return new Span(now, now + 5);
    }

    private void execute(String name, String sql) throws SQLException {
        try (var connection = server.connect(name, server.administrator());
                var statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    private ShardingProperties properties() {
        return new ShardingProperties(
                "d".repeat(32),
                SlotMap.evenly(2).canonicalText(),
                database(CONTROL),
                List.of(database(name(0)), database(name(1))),
                4);
    }

    private Database database(String name) {
        var owner = server.administrator();
        return new Database(server.jdbcUrl(name), owner.user(), owner.password());
    }

    private static String name(int shard) {
        return "drill_shard_" + shard;
    }
}

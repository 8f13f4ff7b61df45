package io.settlement.bench.contender.bound;

import io.settlement.bench.contender.Books;
import io.settlement.bench.contender.Contender;
import io.settlement.bench.contender.Names;
import io.settlement.bench.contender.Profile;
import io.settlement.bench.contender.Sender;
import io.settlement.bench.engine.Engines;
import io.settlement.bench.ledger.LedgerAccounts;
import io.settlement.bench.ledger.OwnShards;
import io.settlement.bench.measure.SettleTimes;
import io.settlement.bench.workload.BenchTransfer;
import io.settlement.bench.workload.Population;
import io.settlement.ledger.AccountId;
import io.settlement.ledger.ShardId;
import io.settlement.sharding.TimeSortedIds;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToIntFunction;

/**
 * The bound: what the database server can take when nothing else is done. It writes exactly the rows that this project
 * writes, both legs and the finish, each a local transaction on its shard, and knows nothing of brokers, HTTP, keys that
 * come twice, or failure: a crash between two of its transactions leaves money on its way for ever.
 */
public final class JdbcBound implements Contender {

    static final String CURRENCY = LedgerAccounts.CURRENCY.code();

    private static final int CLIENTS = 4;

    /** About as many for each of four shards as one debit_batch can name. */
    private static final int TRANSFERS_PER_CALL = 3_800;

    private static final int MOST_IN_BATCH = 1_024;

    private final OwnShards shards;
    private final TimeSortedIds ids = new TimeSortedIds(1, Clock.systemUTC());
    private final Map<Integer, BoundShard> open = new TreeMap<>();
    private Population population;
    private SettleTimes times;
    private List<AccountId> accounts = List.of();

    public JdbcBound(Engines engines) {
        this.shards = new OwnShards(engines.database());
    }

    @Override
    public Profile profile() {
        return new Profile(
                Names.JDBC_BOUND,
                "plain JDBC with every row that this project writes, up to 1,024 transfers in a transaction, 256 rows in"
                        + " an INSERT, 128 accounts in an UPDATE; one connection for each shard; no message, no HTTP",
                "nothing after a crash: whoever was debited and not yet credited stays so. No retry, no look at stored"
                        + " keys, no check of the payee",
                CLIENTS,
                TRANSFERS_PER_CALL);
    }

    @Override
    public void prepare(Population wanted, SettleTimes settleTimes) throws Exception {
        closeShards();
        population = wanted;
        times = settleTimes;
        accounts = shards.prepare(wanted);
        for (int shard = 0; shard < wanted.databases(); shard++) {
            open.put(shard, new BoundShard(new ShardId(shard), shards.database(shard), ids));
        }
    }

    @Override
    public Sender sender(int client) {
        return transfers -> move(client, transfers);
    }

    private int move(int client, List<BenchTransfer> transfers) throws SQLException {
        var order = fromOwn(client);
        var items = transfers.stream().map(this::item).toList();
        Map<Integer, List<BoundShard.Debited>> debited = new TreeMap<>();
        List<Item> moving = new ArrayList<>();
        for (int shard : order) {
            for (var part : parts(items, shard, BenchTransfer::source)) {
                var batch = open.get(shard).debit(part);
                if (!batch.items().isEmpty()) {
                    debited.computeIfAbsent(shard, first -> new ArrayList<>()).add(batch);
                    moving.addAll(batch.items());
                }
            }
        }
        for (int shard : order) {
            for (var part : parts(moving, shard, BenchTransfer::destination)) {
                open.get(shard).credit(part);
                part.forEach(item -> times.settled(item.transfer().number()));
            }
        }
        for (int shard : order) {
            for (var batch : debited.getOrDefault(shard, List.of())) {
                open.get(shard).finish(batch);
            }
        }
        return moving.size();
    }

    /** Each client begins at another shard, so that they seldom wait for each other. */
    private List<Integer> fromOwn(int client) {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < population.databases(); i++) {
            order.add((client + i) % population.databases());
        }
        return order;
    }

    /** The items with their payer, or payee, on the shard, in batches. */
    private List<List<Item>> parts(List<Item> items, int shard, ToIntFunction<BenchTransfer> account) {
        var own = items.stream()
                .filter(item -> population.databaseOf(account.applyAsInt(item.transfer())) == shard)
                .toList();
        List<List<Item>> parts = new ArrayList<>();
        for (int from = 0; from < own.size(); from += MOST_IN_BATCH) {
            parts.add(own.subList(from, Math.min(own.size(), from + MOST_IN_BATCH)));
        }
        return parts;
    }

    private Item item(BenchTransfer transfer) {
        var source = accounts.get(transfer.source());
        var destination = accounts.get(transfer.destination());
        return new Item(
                transfer, ids.next(source.slot()), source.value(), destination.value(), "bench-" + transfer.number());
    }

    @Override
    public void drain() {
        // A call returns when its transfers have ended.
    }

    @Override
    public Books books() throws SQLException {
        try (var books = shards.books()) {
            return books.prove(0);
        }
    }

    @Override
    public void plantCent() throws SQLException {
        try (var books = shards.books()) {
            books.plantCent();
        }
    }

    private void closeShards() {
        for (var shard : open.values()) {
            try {
                shard.close();
            } catch (SQLException gone) {
                throw new IllegalStateException(gone);
            }
        }
        open.clear();
    }

    @Override
    public void close() {
        closeShards();
        shards.close();
    }
}

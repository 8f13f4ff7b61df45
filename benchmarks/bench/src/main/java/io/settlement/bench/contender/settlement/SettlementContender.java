package io.settlement.bench.contender.settlement;

import io.settlement.bench.contender.Books;
import io.settlement.bench.contender.Contender;
import io.settlement.bench.engine.SettlementSystem;
import io.settlement.bench.ledger.ShardBooks;
import io.settlement.bench.measure.SettleTimes;
import io.settlement.bench.workload.BenchTransfer;
import io.settlement.bench.workload.Population;
import io.settlement.ledger.AccountId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What the three forms of this project have in common. Its services go on from run to run, so its tables grow; the others
 * begin each run with empty ones. A run is over when nothing is in flight and every account event is published.
 */
abstract class SettlementContender implements Contender {

    private static final Duration STANDSTILL = Duration.ofSeconds(60);
    private static final long BETWEEN_LOOKS_MILLIS = 20;

    private final SettlementSystem system;
    private final ShardBooks books;
    private List<AccountId> accounts = List.of();
    private SettleTimes times;
    private String run = "";
    private Instant begin;
    private long settledBefore;

    SettlementContender(SettlementSystem system) {
        this.system = system;
        this.books = new ShardBooks(system.sharding().shards());
    }

    final SettlementSystem system() {
        return system;
    }

    final AccountId account(int position) {
        return accounts.get(position);
    }

    /** The idempotency key of a transfer of this run. */
    final String key(BenchTransfer transfer) {
        return run + transfer.number();
    }

    @Override
    public void prepare(Population population, SettleTimes settleTimes) throws Exception {
        accounts = system.accounts(population);
        times = settleTimes;
        begin = Instant.now();
        run = profile().name() + "-" + Long.toString(begin.toEpochMilli(), Character.MAX_RADIX) + "-";
        settledBefore = books.settled();
    }

    @Override
    public void drain() throws Exception {
        long left = books.underWay();
        long since = System.nanoTime();
        while (left > 0 && System.nanoTime() - since < STANDSTILL.toNanos()) {
            Thread.sleep(BETWEEN_LOOKS_MILLIS);
            long now = books.underWay();
            since = now == left ? since : System.nanoTime();
            left = now;
        }
    }

    @Override
    public Books books() throws Exception {
        books.finishTimes(begin, run, times::settledAt);
        return books.prove(settledBefore);
    }

    @Override
    public void plantCent() throws Exception {
        books.plantCent();
    }

    @Override
    public void close() {
        books.close();
    }
}

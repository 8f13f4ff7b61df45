package io.settlement.bench.ledger;

import io.settlement.bench.workload.Population;
import io.settlement.ledger.AccountId;
import io.settlement.ledger.AccountOpening;
import io.settlement.ledger.AccountOutcome;
import io.settlement.ledger.AccountType;
import io.settlement.ledger.ActingOwner;
import io.settlement.ledger.BatchId;
import io.settlement.ledger.DebitBatch;
import io.settlement.ledger.DebitItem;
import io.settlement.ledger.IdempotencyKey;
import io.settlement.ledger.ShardId;
import io.settlement.ledger.TransferId;
import io.settlement.ledger.TransferInstruction;
import io.settlement.ledger.TransferKind;
import io.settlement.ledger.shard.Ledger;
import io.settlement.money.CurrencyCode;
import io.settlement.money.Money;
import io.settlement.sharding.IdSource;
import io.settlement.sharding.ShardedDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/** Opens a population's accounts in this project's ledger, each on the shard that its position asks for, and funds them. */
public final class LedgerAccounts {

    public static final CurrencyCode CURRENCY = CurrencyCode.of("CNY");

    private static final int THREADS = 8;
    private static final int DEPOSITS = 512;

    private final ShardedDatabase database;
    private final Ledger ledger;
    private final IdSource ids;
    private final Population population;

    public LedgerAccounts(ShardedDatabase database, Ledger ledger, IdSource ids, Population population) {
        this.database = database;
        this.ledger = ledger;
        this.ids = ids;
        this.population = population;
    }

    /** @return the ids by position */
    public List<AccountId> open() throws Exception {
        open(0);
        var threads = Executors.newFixedThreadPool(THREADS);
        try {
            var openings = IntStream.range(0, population.accounts())
                    .<Callable<AccountId>>mapToObj(position -> () -> open(position))
                    .toList();
            List<AccountId> accounts = new ArrayList<>();
            for (var opened : threads.invokeAll(openings)) {
                accounts.add(opened.get());
            }
            for (int shard = 0; shard < population.databases(); shard++) {
                fund(shard, accounts);
            }
            return accounts;
        } finally {
            threads.shutdown();
        }
    }

    private AccountId open(int position) {
        var outcome = ledger.accounts().open(opening(position));
        if (outcome instanceof AccountOutcome.Done done) {
            return done.account().id();
        }
        throw new IllegalStateException("account " + position + " was not opened: " + outcome);
    }

    /** Owner and key decide the slot, so keys are tried until the slot is on the wanted shard. */
    private AccountOpening opening(int position) {
        var wanted = new ShardId(population.databaseOf(position));
        for (int number = 0; ; number++) {
            var opening = new AccountOpening(
                    "bench-" + position, new IdempotencyKey("open-" + number), AccountType.SA, CURRENCY, 0);
            if (database.shardOf(opening.slot()).equals(wanted)) {
                return opening;
            }
        }
    }

    private void fund(int number, List<AccountId> accounts) {
        var shard = new ShardId(number);
        var items = IntStream.range(0, population.funded())
                .filter(position -> population.databaseOf(position) == number)
                .mapToObj(position -> deposit(accounts.get(position)))
                .toList();
        for (int from = 0; from < items.size(); from += DEPOSITS) {
            var batch = items.subList(from, Math.min(items.size(), from + DEPOSITS));
            ledger.source().debit(new DebitBatch(new BatchId(ids.next(shard.pinnedSlot())), shard, batch));
        }
    }

    private DebitItem deposit(AccountId account) {
        var instruction = new TransferInstruction(
                TransferKind.DEPOSIT,
                new IdempotencyKey("funding"),
                ledger.accounts().nostroOf(account, CURRENCY),
                account,
                Money.ofMinor(Population.FUNDING, CURRENCY),
                "");
        return new DebitItem(new TransferId(ids.next(account.slot())), instruction, ActingOwner.ANY);
    }
}

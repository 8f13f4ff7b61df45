package io.settlement.testing;

import io.settlement.faults.FaultyDataSource;
import io.settlement.faults.StatementEvent;
import io.settlement.faults.StatementLog;
import io.settlement.ledger.Account;
import io.settlement.ledger.AccountId;
import io.settlement.ledger.AccountOpening;
import io.settlement.ledger.AccountOutcome;
import io.settlement.ledger.AccountStatus;
import io.settlement.ledger.AccountType;
import io.settlement.ledger.ActingOwner;
import io.settlement.ledger.BatchId;
import io.settlement.ledger.DebitBatch;
import io.settlement.ledger.DebitItem;
import io.settlement.ledger.DebitOutcome;
import io.settlement.ledger.IdempotencyKey;
import io.settlement.ledger.ShardId;
import io.settlement.ledger.StatusReason;
import io.settlement.ledger.Transfer;
import io.settlement.ledger.TransferId;
import io.settlement.ledger.TransferInstruction;
import io.settlement.ledger.TransferKind;
import io.settlement.ledger.shard.CommittedLeg;
import io.settlement.ledger.shard.Ledger;
import io.settlement.money.CurrencyCode;
import io.settlement.money.Money;
import io.settlement.sharding.IdSource;
import io.settlement.sharding.ShardedDatabase;
import io.settlement.sharding.ShardingProperties;
import io.settlement.sharding.Sleeper;
import io.settlement.sharding.TimeSortedIds;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import javax.sql.DataSource;

/**
 * The ledger as one process has it, with the short words that tests use. Statement faults and the statement log sit
 * under ShardingSphere, one data source per shard. Safe for several threads.
 */
public final class LedgerNode implements AutoCloseable {

    public static final CurrencyCode CNY = CurrencyCode.of("CNY");

    private static final AtomicLong NAMES = new AtomicLong();

    private final StatementLog log = new StatementLog();
    private final Map<ShardId, FaultyDataSource> faulty = new HashMap<>();
    private final ShardedDatabase database;
    private final IdSource ids;
    private final Ledger ledger;

    public LedgerNode(ShardingProperties properties, int number) {
        this(properties, new TimeSortedIds(number, Clock.systemUTC()), (shard, pool) -> pool);
    }

    /** A process whose clock is this one. Its ids come from a sound clock all the same. */
    public LedgerNode(ShardingProperties properties, int number, Clock clock) {
        this(properties, new TimeSortedIds(number, Clock.systemUTC()), (shard, pool) -> pool, clock);
    }

    /** @param beneath put between the pool and the statement faults of each shard */
    public LedgerNode(
            ShardingProperties properties, IdSource ids, BiFunction<ShardId, DataSource, DataSource> beneath) {
        this(properties, ids, beneath, Clock.systemUTC());
    }

    private LedgerNode(
            ShardingProperties properties,
            IdSource ids,
            BiFunction<ShardId, DataSource, DataSource> beneath,
            Clock clock) {
        this.ids = ids;
        database = new ShardedDatabase(properties, (shard, pool) -> {
            var source = new FaultyDataSource(shard.dataSourceName(), beneath.apply(shard, pool), log);
            faulty.put(shard, source);
            return source;
        });
        ledger = new Ledger(database, ids, clock, Sleeper.REAL);
    }

    public Ledger ledger() {
        return ledger;
    }

    public ShardedDatabase database() {
        return database;
    }

    public IdSource ids() {
        return ids;
    }

    /** What this process has asked of its databases, under ShardingSphere. */
    public StatementLog log() {
        return log;
    }

    public FaultyDataSource faults(ShardId shard) {
        return faulty.get(shard);
    }

    /** A statement of a transaction; on MySQL, settings of the session are made before and after it. */
    public static Predicate<StatementEvent> anyStatement() {
        return StatementEvent.statement("^(?!SET SESSION)");
    }

    public void heal() {
        faulty.values().forEach(FaultyDataSource::heal);
    }

    /** Waits until the shard answers again: a pool that lost its connections makes new ones at growing intervals. */
    public void awaitAnswer(ShardId shard) {
        long giveUpAt = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (true) {
            try {
                ledger.parking().list(shard);
                return;
            } catch (RuntimeException notYet) {
                if (System.nanoTime() > giveUpAt) {
                    throw notYet;
                }
            }
        }
    }

    public ShardId shardOf(AccountId account) {
        return database.shardOf(account.slot());
    }

    /** An open, empty SA account in CNY on this shard. */
    public AccountId account(ShardId shard) {
        return account(shard, AccountType.SA, CNY, 0);
    }

    public AccountId account(ShardId shard, AccountType type, CurrencyCode currency, long creditLimit) {
        while (true) {
            var owner = "owner-" + NAMES.incrementAndGet();
            var opening = new AccountOpening(owner, new IdempotencyKey("k"), type, currency, creditLimit);
            if (database.shardOf(opening.slot()).equals(shard)) {
                return ((AccountOutcome.Done) ledger.accounts().open(opening))
                        .account()
                        .id();
            }
        }
    }

    /** An open SA account in CNY that a deposit has funded. */
    public AccountId funded(ShardId shard, long minorUnits) {
        var account = account(shard);
        debit(deposit(account, minorUnits));
        return account;
    }

    /** Freezes the account, or opens it again. */
    public AccountOutcome setStatus(AccountId account, AccountStatus to) {
        return to == AccountStatus.OPEN
                ? ledger.accounts().unfreeze(account, Optional.empty())
                : ledger.accounts().freeze(account, to, new StatusReason("for a test"));
    }

    public Account read(AccountId account) {
        return ledger.accounts().find(account).orElseThrow();
    }

    public long balance(AccountId account) {
        return read(account).balance().minorUnits();
    }

    public static IdempotencyKey newKey() {
        return new IdempotencyKey("key-" + NAMES.incrementAndGet());
    }

    public static TransferInstruction transfer(AccountId payer, AccountId payee, long minorUnits) {
        return transfer(newKey(), payer, payee, minorUnits);
    }

    public static TransferInstruction transfer(IdempotencyKey key, AccountId payer, AccountId payee, long minorUnits) {
        return new TransferInstruction(TransferKind.TRANSFER, key, payer, payee, Money.ofMinor(minorUnits, CNY), "");
    }

    public TransferInstruction deposit(AccountId account, long minorUnits) {
        return new TransferInstruction(
                TransferKind.DEPOSIT,
                newKey(),
                ledger.accounts().nostroOf(account, CNY),
                account,
                Money.ofMinor(minorUnits, CNY),
                "");
    }

    public TransferInstruction withdrawal(AccountId account, long minorUnits) {
        return new TransferInstruction(
                TransferKind.WITHDRAWAL,
                newKey(),
                account,
                ledger.accounts().nostroOf(account, CNY),
                Money.ofMinor(minorUnits, CNY),
                "");
    }

    /** A batch under new ids, on the shard of the first instruction. */
    public DebitBatch batch(TransferInstruction... instructions) {
        return batch(List.of(instructions));
    }

    public DebitBatch batch(List<TransferInstruction> instructions) {
        var shard = shardOf(instructions.get(0).keyAccount());
        var items = instructions.stream()
                .map(instruction -> new DebitItem(
                        new TransferId(ids.next(instruction.keyAccount().slot())), instruction, ActingOwner.ANY))
                .toList();
        return new DebitBatch(new BatchId(ids.next(shard.pinnedSlot())), shard, items);
    }

    public List<DebitOutcome> debit(TransferInstruction... instructions) {
        return ledger.source().debit(batch(instructions));
    }

    /** Debits one transfer that must be accepted. */
    public Transfer debited(TransferInstruction instruction) {
        return ((DebitOutcome.Stored) debit(instruction).get(0)).transfer();
    }

    public Transfer debited(AccountId payer, AccountId payee, long minorUnits) {
        return debited(transfer(payer, payee, minorUnits));
    }

    public Transfer read(Transfer transfer) {
        return ledger.source().find(transfer.id()).orElseThrow();
    }

    public List<CommittedLeg> credit(Transfer... transfers) {
        return ledger.destination().credit(shardOf(transfers[0].instruction().destination()), List.of(transfers));
    }

    public List<Transfer> finish(Transfer of, List<CommittedLeg> legs) {
        return ledger.source().finish(shardOf(of.instruction().source()), legs);
    }

    /** Credits and finishes, shard by shard, as the consumer does. */
    public void settle(List<Transfer> transfers) {
        Map<ShardId, List<Transfer>> byPayee = new TreeMap<>();
        Map<ShardId, List<CommittedLeg>> bySource = new TreeMap<>();
        Map<TransferId, ShardId> sources = new HashMap<>();
        transfers.forEach(transfer -> {
            var instruction = transfer.instruction();
            sources.put(transfer.id(), shardOf(instruction.source()));
            byPayee.computeIfAbsent(shardOf(instruction.destination()), shard -> new ArrayList<>())
                    .add(transfer);
        });
        byPayee.forEach((shard, group) -> ledger.destination()
                .credit(shard, group)
                .forEach(leg -> bySource.computeIfAbsent(sources.get(leg.transferId()), at -> new ArrayList<>())
                        .add(leg)));
        bySource.forEach((shard, legs) -> ledger.source().finish(shard, legs));
    }

    @Override
    public void close() {
        database.close();
    }
}

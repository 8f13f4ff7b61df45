package io.settlement.ledger.shard;

import io.settlement.ledger.AccountType;
import io.settlement.ledger.ShardId;
import io.settlement.money.CurrencyCode;
import io.settlement.sharding.ShardedDatabase;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.dao.DuplicateKeyException;

/**
 * Opens the internal accounts of a currency, on every shard before the first customer's account of that currency stands
 * on any: a transfer may be credited and finished wherever its payee is. NOSTRO is opened last, and so tells each shard
 * by itself that the currency is complete: where NOSTRO stands, every shard has CLEARING and DUE. A process that dies in
 * between leaves a shard without NOSTRO, and the next opening there does the whole again. The money path checks too: a
 * line without its internal account is a {@link DamagedShard}.
 */
final class Currencies {

    private static final List<AccountType> EVERYWHERE_FIRST = List.of(AccountType.CLEARING, AccountType.DUE);
    private static final List<AccountType> THEN = List.of(AccountType.NOSTRO);

    private record Home(ShardId shard, CurrencyCode currency) {}

    private final ShardTransactions transactions;
    private final ShardedDatabase database;
    private final AccountMapper accounts;
    private final Clock clock;
    private final Set<Home> complete = ConcurrentHashMap.newKeySet();

    Currencies(ShardTransactions transactions, ShardedDatabase database, AccountMapper accounts, Clock clock) {
        this.transactions = transactions;
        this.database = database;
        this.accounts = accounts;
        this.clock = clock;
    }

    /** Asks this shard alone where the currency is in use there already; else every shard must be reachable. */
    void prepare(CurrencyCode currency, ShardId home) {
        var here = new Home(home, currency);
        if (complete.contains(here)) {
            return;
        }
        if (!transactions.read(home, session -> exists(AccountType.NOSTRO, currency, home))) {
            var shards = database.slotMap().shards();
            shards.forEach(shard -> open(shard, currency, EVERYWHERE_FIRST));
            shards.forEach(shard -> open(shard, currency, THEN));
        }
        complete.add(here);
    }

    private void open(ShardId shard, CurrencyCode currency, List<AccountType> types) {
        transactions.run(shard, session -> {
            session.requireHead();
            for (var type : types) {
                if (!exists(type, currency, shard)) {
                    insert(AccountRow.internal(InternalAccounts.idOf(type, currency, shard), type, currency, now()));
                }
            }
            return null;
        });
    }

    private boolean exists(AccountType type, CurrencyCode currency, ShardId shard) {
        var id = InternalAccounts.idOf(type, currency, shard);
        return accounts.find(id.value(), id.slot().number()) != null;
    }

    private void insert(AccountRow row) {
        try {
            accounts.insert(row);
        } catch (DuplicateKeyException anotherTry) {
            throw new ShardTransactions.TakenId(anotherTry);
        }
    }

    private LocalDateTime now() {
        return LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
    }
}

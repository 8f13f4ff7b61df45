package io.settlement.ledger.shard;

import io.settlement.sharding.IdSource;
import io.settlement.sharding.ShardedDatabase;
import io.settlement.sharding.Sleeper;
import java.time.Clock;

/**
 * The ledger put together over one sharded database: the way in for services, tests and simulations alike. What
 * depends on time, chance or engines comes in as an argument.
 */
public final class Ledger {

    private final SourceLedger source;
    private final DestinationLedger destination;
    private final AccountRegister accounts;
    private final AccountList accountList;
    private final Statements statements;
    private final Parking parking;
    private final OpenWork openWork;
    private final EventJournal eventJournal;
    private final TransferHistories histories;
    private final TransferLists transferLists;
    private final ShardFigures figures;
    private final LatestTransfers latestTransfers;
    private final SettlementLedger settlement;

    public Ledger(ShardedDatabase database, IdSource ids, Clock clock, Sleeper sleeper) {
        var transactions = new ShardTransactions(database, sleeper);
        var mappers = new LedgerMappers(database.routing());
        source = new JdbcSourceLedger(transactions, database, ids, clock);
        destination = new JdbcDestinationLedger(transactions, ids, clock);
        accounts = new AccountRegister(transactions, database, mappers, ids, clock);
        accountList = new AccountList(transactions, database, mappers);
        statements = new Statements(transactions, database, mappers);
        parking = new JdbcParking(transactions, clock);
        openWork = new JdbcOpenWork(transactions, mappers, clock);
        eventJournal = new EventJournal(transactions);
        histories = new TransferHistories(transactions, database, clock);
        transferLists = new TransferLists(transactions, database);
        figures = new ShardFigures(transactions);
        latestTransfers = new LatestTransfers(transactions);
        settlement = new SettlementLedger(database.slotMap(), source, destination, openWork, parking);
    }

    /** What lanes, settler and sweeper are given. */
    public SettlementLedger settlement() {
        return settlement;
    }

    public SourceLedger source() {
        return source;
    }

    public DestinationLedger destination() {
        return destination;
    }

    public AccountRegister accounts() {
        return accounts;
    }

    public AccountList accountList() {
        return accountList;
    }

    public Statements statements() {
        return statements;
    }

    public Parking parking() {
        return parking;
    }

    public OpenWork openWork() {
        return openWork;
    }

    public EventJournal eventJournal() {
        return eventJournal;
    }

    public TransferHistories histories() {
        return histories;
    }

    public TransferLists transferLists() {
        return transferLists;
    }

    public ShardFigures figures() {
        return figures;
    }

    public LatestTransfers latestTransfers() {
        return latestTransfers;
    }
}

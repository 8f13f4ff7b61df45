package io.settlement.ledger.shard;

import io.settlement.ledger.AccountId;
import io.settlement.ledger.LedgerInvariantViolated;
import io.settlement.ledger.ShardId;
import io.settlement.ledger.Transfer;
import io.settlement.ledger.TransferId;
import io.settlement.ledger.TransferQuery;
import io.settlement.ledger.shard.CreditLegRow.Credit;
import io.settlement.ledger.shard.TransferLists.Placed;
import io.settlement.sharding.ShardedDatabase;
import io.settlement.sharding.TimeSortedIds;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What an account was credited, by falling sequence number: the order of the one unique index that legs have anyway. The
 * transfers themselves are on their payers' shards and are read there, one transaction per shard.
 */
final class IncomingTransfers implements TransferLists.Walk {

    /**
     * How far the order of an account's credits and the times in their transactions' ids may disagree: a transaction has
     * its id before it waits for the account's lock, and consumers' clocks differ.
     */
    static final Duration DISORDER = Duration.ofMinutes(10);

    private final ShardTransactions transactions;
    private final ShardedDatabase database;

    IncomingTransfers(ShardTransactions transactions, ShardedDatabase database) {
        this.transactions = transactions;
        this.database = database;
    }

    @Override
    public long start(TransferQuery query) {
        return query.until()
                .map(until -> transactions.read(
                        shardOf(query), session -> firstCreditAt(session, query.account(), until.plus(DISORDER))))
                .orElse(Long.MAX_VALUE);
    }

    /** The sequence number from which on everything was credited at this instant or later; found by halving. */
    private static long firstCreditAt(LedgerSession session, AccountId payee, Instant instant) throws SQLException {
        var newest = CreditLegRow.creditsOf(session, payee, Long.MAX_VALUE, 1);
        long low = 1;
        long high = newest.isEmpty() ? 1 : newest.get(0).accountSeq() + 1;
        while (low < high) {
            long middle = low + (high - low) / 2;
            var txn = CreditLegRow.txnOfCreditFrom(session, payee, middle);
            if (txn.isEmpty() || !TimeSortedIds.timeOf(txn.get()).isBefore(instant)) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return high;
    }

    @Override
    public List<Placed> next(TransferQuery query, long before, int most) {
        var credits = transactions
                .read(shardOf(query), session -> CreditLegRow.creditsOf(session, query.account(), before, most))
                .stream()
                .takeWhile(credit -> isReachable(query, at(credit)))
                .toList();
        var transfers = read(credits.stream()
                .filter(credit -> query.covers(at(credit)))
                .map(Credit::transferId)
                .toList());
        return credits.stream()
                .map(credit -> new Placed(credit.accountSeq(), shown(credit, query, transfers)))
                .toList();
    }

    private static Instant at(Credit credit) {
        return TimeSortedIds.timeOf(credit.txnId());
    }

    /** False from where on nothing can be new enough any more. */
    private static boolean isReachable(TransferQuery query, Instant credited) {
        return query.since()
                .map(since -> !credited.isBefore(since.minus(DISORDER)))
                .orElse(true);
    }

    private static Optional<Transfer> shown(Credit credit, TransferQuery query, Map<TransferId, Transfer> transfers) {
        if (!query.covers(at(credit))) {
            return Optional.empty();
        }
        var transfer = transfers.get(credit.transferId());
        if (transfer == null) {
            throw new LedgerInvariantViolated("transfer " + credit.transferId() + " of a leg", "a row", "none");
        }
        return Optional.of(transfer);
    }

    private Map<TransferId, Transfer> read(Collection<TransferId> ids) {
        Map<TransferId, Transfer> found = new HashMap<>();
        ids.stream()
                .collect(Collectors.groupingBy(id -> database.shardOf(id.slot())))
                .forEach((shard, group) -> transactions
                        .read(shard, session -> TransferRow.findAll(session, group))
                        .forEach(transfer -> found.put(transfer.id(), transfer)));
        return found;
    }

    private ShardId shardOf(TransferQuery query) {
        return database.shardOf(query.account().slot());
    }
}

package io.settlement.ledger.shard;

import io.settlement.ledger.TransferQuery;
import io.settlement.ledger.shard.TransferLists.Placed;
import io.settlement.sharding.ShardedDatabase;
import io.settlement.sharding.TimeSortedIds;
import java.util.List;
import java.util.Optional;

/**
 * The transfers under an account's own keys, by their ids. An id is made at the millisecond of acceptance, so that a
 * time is a range of ids.
 */
final class OutgoingTransfers implements TransferLists.Walk {

    private final ShardTransactions transactions;
    private final ShardedDatabase database;

    OutgoingTransfers(ShardTransactions transactions, ShardedDatabase database) {
        this.transactions = transactions;
        this.database = database;
    }

    @Override
    public long start(TransferQuery query) {
        return query.until().map(TimeSortedIds::firstAt).orElse(Long.MAX_VALUE);
    }

    @Override
    public List<Placed> next(TransferQuery query, long before, int most) {
        long first = query.since().map(TimeSortedIds::firstAt).orElse(0L);
        var account = query.account();
        return transactions
                .read(
                        database.shardOf(account.slot()),
                        session -> TransferRow.findOfAccount(session, account, first, before, most))
                .stream()
                .map(transfer -> new Placed(transfer.id().value(), Optional.of(transfer)))
                .toList();
    }
}

package io.settlement.ledger.shard;

import io.settlement.ledger.BatchId;
import io.settlement.ledger.DebitBatch;
import io.settlement.ledger.DebitOutcome;
import io.settlement.ledger.FenceOutcome;
import io.settlement.ledger.KeyOfAccount;
import io.settlement.ledger.ShardId;
import io.settlement.ledger.StoredKeys;
import io.settlement.ledger.Transfer;
import io.settlement.ledger.TransferId;
import io.settlement.sharding.IdSource;
import io.settlement.sharding.ShardedDatabase;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The payer's side on the shards' databases. */
final class JdbcSourceLedger implements SourceLedger {

    private static final Logger log = LoggerFactory.getLogger(SourceLedger.class);

    private final ShardTransactions transactions;
    private final ShardedDatabase database;
    private final IdSource ids;
    private final Clock clock;

    JdbcSourceLedger(ShardTransactions transactions, ShardedDatabase database, IdSource ids, Clock clock) {
        this.transactions = transactions;
        this.database = database;
        this.ids = ids;
        this.clock = clock;
    }

    @Override
    public List<DebitOutcome> debit(DebitBatch batch) {
        return transactions.run(batch.shard(), session -> new DebitTransaction(session, batch, clock.instant()).run());
    }

    @Override
    public FenceOutcome fence(BatchId batch) {
        try {
            var shard = database.shardOf(batch.slot());
            return transactions.once(shard, session -> insertFence(session, batch))
                    ? FenceOutcome.NEVER_DEBITED
                    : standing(shard, batch);
        } catch (RuntimeException notTold) {
            log.warn("fence of batch {} is unknown: {}", batch, notTold.toString());
            return FenceOutcome.UNKNOWN;
        }
    }

    private static boolean insertFence(LedgerSession session, BatchId batch) throws SQLException {
        session.requireHead();
        try {
            DebitBatchRow.insertFence(session, batch);
            return true;
        } catch (SQLException failed) {
            if (DatabaseTrouble.isDuplicateKey(failed)) {
                return false;
            }
            throw failed;
        }
    }

    private FenceOutcome standing(ShardId shard, BatchId batch) {
        return transactions
                .read(shard, session -> DebitBatchRow.state(session, batch))
                .map(state -> state.equals("FENCED") ? FenceOutcome.NEVER_DEBITED : FenceOutcome.DEBITED)
                .orElse(FenceOutcome.UNKNOWN);
    }

    @Override
    public List<Transfer> finish(ShardId shard, Collection<CommittedLeg> legs) {
        if (legs.isEmpty()) {
            return List.of();
        }
        return transactions.run(
                shard,
                session -> new FinishTransaction(session, legs, ids.next(shard.pinnedSlot()), clock.instant()).run());
    }

    @Override
    public List<Transfer> stored(ShardId shard, Collection<TransferId> transfers) {
        return transactions.read(shard, session -> TransferRow.findAll(session, transfers));
    }

    @Override
    public Optional<Transfer> find(TransferId transfer) {
        var shard = database.shardOf(transfer.slot());
        return transactions.read(shard, session -> TransferRow.findAll(session, List.of(transfer))).stream()
                .findFirst();
    }

    @Override
    public StoredKeys findByKeys(ShardId shard, Collection<KeyOfAccount> keys) {
        return transactions.read(
                shard,
                session -> new StoredKeys(
                        TransferRow.findByKeys(session, keys),
                        AccountOwners.find(
                                session,
                                keys.stream().map(KeyOfAccount::account).toList())));
    }
}

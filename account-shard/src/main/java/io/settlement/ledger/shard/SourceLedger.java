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
import io.settlement.ledger.TransferStatus;
import io.settlement.sharding.IdSource;
import io.settlement.sharding.ShardedDatabase;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The payer's side of the ledger: debits batches, finishes transfers, and says for certain whether a batch was
 * debited. Every call is one local transaction on one shard. Safe for any number of threads.
 */
public final class SourceLedger {

    private static final Logger log = LoggerFactory.getLogger(SourceLedger.class);

    private final ShardTransactions transactions;
    private final ShardedDatabase database;
    private final IdSource ids;
    private final Clock clock;

    SourceLedger(ShardTransactions transactions, ShardedDatabase database, IdSource ids, Clock clock) {
        this.transactions = transactions;
        this.database = database;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * Debits a batch: decides every instruction on the locked rows and stores transfers, postings and balances.
     *
     * <p>Only a normal return is definite. After any exception the batch may stand; {@link #fence} tells.
     *
     * @return one outcome per item, in the order of the batch
     * @throws CommitOutcomeUnknown where COMMIT was sent and not understood
     * @throws BatchClash where an id is taken: cut the instructions again under new ids
     */
    public List<DebitOutcome> debit(DebitBatch batch) {
        return transactions.run(batch.shard(), session -> new DebitTransaction(session, batch, clock.instant()).run());
    }

    /**
     * Makes certain whether a batch was debited, by writing the fence under its id. The INSERT waits for a transaction
     * that still holds the id, so the answer is the truth; the shard's head is read first in the same database, so that
     * a fence in a wrong one promises nothing.
     */
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

    /**
     * Finishes transfers of one source shard whose legs are committed: settles the CREDITED, reverses the REFUSED.
     * Transfers that are finished already are left alone.
     *
     * @return the transfers that this call moved, as they stand after it
     */
    public List<Transfer> finish(ShardId shard, Collection<CommittedLeg> legs) {
        if (legs.isEmpty()) {
            return List.of();
        }
        return transactions.run(
                shard,
                session -> new FinishTransaction(session, legs, ids.next(shard.pinnedSlot()), clock.instant()).run());
    }

    /** Those of the transfers that exist on this shard and are still DEBITED; unknown ids are normal and left out. */
    public List<Transfer> open(ShardId shard, Collection<TransferId> transfers) {
        return stored(shard, transfers).stream()
                .filter(transfer -> transfer.status() == TransferStatus.DEBITED)
                .toList();
    }

    /** Those of the transfers that exist on this shard, whatever their status; unknown ids are left out. */
    public List<Transfer> stored(ShardId shard, Collection<TransferId> transfers) {
        return transactions.read(shard, session -> TransferRow.findAll(session, transfers));
    }

    /** Those of the transfers that exist on this shard and are final. */
    public List<Transfer> ended(ShardId shard, Collection<TransferId> transfers) {
        return stored(shard, transfers).stream()
                .filter(transfer -> transfer.status().isFinal())
                .toList();
    }

    /** @throws io.settlement.sharding.UnmappedSlot for an id that no shard of the map can have made */
    public Optional<Transfer> find(TransferId transfer) {
        var shard = database.shardOf(transfer.slot());
        return transactions.read(shard, session -> TransferRow.findAll(session, List.of(transfer))).stream()
                .findFirst();
    }

    /** What stands under these keys, all of one shard. Committed rows only; absence promises nothing. */
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

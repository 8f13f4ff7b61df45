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
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The payer's side of the ledger: debits batches, finishes transfers, and says for certain whether a batch was
 * debited. Every call is one local transaction on one shard. Safe for any number of threads.
 */
public interface SourceLedger {

    /**
     * Debits a batch: decides every instruction on the locked rows and stores transfers, postings and balances.
     *
     * <p>Only a normal return is definite. After any exception the batch may stand; {@link #fence} tells.
     *
     * @return one outcome per item, in the order of the batch
     * @throws CommitOutcomeUnknown where COMMIT was sent and not understood
     * @throws BatchClash where an id is taken: cut the instructions again under new ids
     */
    List<DebitOutcome> debit(DebitBatch batch);

    /**
     * Makes certain whether a batch was debited, by writing the fence under its id. The INSERT waits for a transaction
     * that still holds the id, so the answer is the truth; the shard's head is read first in the same database, so that
     * a fence in a wrong one promises nothing. Never throws: what is not told is UNKNOWN.
     */
    FenceOutcome fence(BatchId batch);

    /**
     * Finishes transfers of one source shard whose legs are committed: settles the CREDITED, reverses the REFUSED.
     * Transfers that are finished already are left alone.
     *
     * @return the transfers that this call moved, as they stand after it
     */
    List<Transfer> finish(ShardId shard, Collection<CommittedLeg> legs);

    /** Those of the transfers that exist on this shard, whatever their status; unknown ids are left out. */
    List<Transfer> stored(ShardId shard, Collection<TransferId> transfers);

    /** Those of the transfers that exist on this shard and are still DEBITED; unknown ids are normal and left out. */
    default List<Transfer> open(ShardId shard, Collection<TransferId> transfers) {
        return stored(shard, transfers).stream()
                .filter(transfer -> transfer.status() == TransferStatus.DEBITED)
                .toList();
    }

    /** Those of the transfers that exist on this shard and are final. */
    default List<Transfer> ended(ShardId shard, Collection<TransferId> transfers) {
        return stored(shard, transfers).stream()
                .filter(transfer -> transfer.status().isFinal())
                .toList();
    }

    /** @throws io.settlement.sharding.UnmappedSlot for an id that no shard of the map can have made */
    Optional<Transfer> find(TransferId transfer);

    /** What stands under these keys, all of one shard. Committed rows only; absence promises nothing. */
    StoredKeys findByKeys(ShardId shard, Collection<KeyOfAccount> keys);
}

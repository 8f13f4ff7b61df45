package io.settlement.ledger.shard;

import io.settlement.ledger.BatchId;
import io.settlement.ledger.KeyOfAccount;
import io.settlement.ledger.ShardId;
import io.settlement.ledger.TransferId;
import io.settlement.ledger.TransferInstruction;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What a shard still has to do, found from its own tables and its own clock, so that work goes on when every message
 * is lost: open batches for the sweeper, the leases of whoever sweeps or publishes events, and the list of instructions that broke a debit.
 */
public interface OpenWork {

    /** A batch with transfers that may still be DEBITED; {@code sweeps} counts how often it was handed out. */
    record OpenBatch(BatchId id, List<TransferId> transfers, int sweeps) {}

    /** An instruction that broke its debit: nothing moved, its key is free. */
    record DebitPoison(BatchId batch, KeyOfAccount key, String reason, Instant seenAt) {}

    /** Takes or keeps the right to sweep a shard; false while another process holds it. */
    boolean leaseSweeper(ShardId shard, String holder, Duration term);

    /** Takes or keeps the right to publish a shard's events; false while another process holds it. */
    boolean leaseEventRelay(ShardId shard, String holder, Duration term);

    /** Takes or keeps the right to prove the books of all shards, asked for on one of them. */
    boolean leaseProof(ShardId shard, String holder, Duration term);

    /** Batches at least this old that still have open transfers and are not postponed, oldest first. */
    List<OpenBatch> due(ShardId shard, Duration age, int limit);

    /**
     * Batches that still have open transfers, of whatever age and postponed or not, in the order of their ids.
     *
     * @param after the last batch id of the page before; 0 starts
     */
    List<OpenBatch> open(ShardId shard, long after, int limit);

    /** Leaves a batch alone for a while, by the shard's clock. */
    void postpone(ShardId shard, BatchId batch, Duration pause);

    /** Lists an instruction that broke the debit of a batch of its own. */
    void recordPoison(ShardId shard, BatchId batch, TransferInstruction instruction, String reason);

    /** The latest instructions that broke a debit on this shard. */
    List<DebitPoison> poison(ShardId shard, int limit);
}

package io.settlement.ledger.shard;

import io.settlement.ledger.AccountId;
import io.settlement.ledger.BatchId;
import io.settlement.ledger.IdempotencyKey;
import io.settlement.ledger.KeyOfAccount;
import io.settlement.ledger.ShardId;
import io.settlement.ledger.TransferId;
import io.settlement.ledger.TransferInstruction;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.dao.DuplicateKeyException;

/**
 * What a shard still has to do, found from its own tables and its own clock, so that work goes on when every message
 * is lost: open batches for the sweeper, the leases of whoever sweeps or publishes events, and the list of instructions that broke a debit.
 */
public final class OpenWork {

    private static final String SWEEPER = "sweeper";
    private static final String EVENT_RELAY = "event-relay";
    private static final String PROOF = "proof";
    private static final int LONGEST_REASON = 500;

    private final ShardTransactions transactions;
    private final OpenWorkMapper mapper;
    private final Clock clock;

    OpenWork(ShardTransactions transactions, LedgerMappers mappers, Clock clock) {
        this.transactions = transactions;
        this.mapper = mappers.get(OpenWorkMapper.class);
        this.clock = clock;
    }

    /** A batch with transfers that may still be DEBITED; {@code sweeps} counts how often it was handed out. */
    public record OpenBatch(BatchId id, List<TransferId> transfers, int sweeps) {}

    /** An instruction that broke its debit: nothing moved, its key is free. */
    public record DebitPoison(BatchId batch, KeyOfAccount key, String reason, Instant seenAt) {}

    /** Takes or keeps the right to sweep a shard; false while another process holds it. */
    public boolean leaseSweeper(ShardId shard, String holder, Duration term) {
        return lease(SWEEPER, shard, holder, term);
    }

    /** Takes or keeps the right to publish a shard's events; false while another process holds it. */
    public boolean leaseEventRelay(ShardId shard, String holder, Duration term) {
        return lease(EVENT_RELAY, shard, holder, term);
    }

    /** Takes or keeps the right to prove the books of all shards, asked for on one of them. */
    public boolean leaseProof(ShardId shard, String holder, Duration term) {
        return lease(PROOF, shard, holder, term);
    }

    private boolean lease(String name, ShardId shard, String holder, Duration term) {
        return transactions.run(shard, session -> {
            session.requireHead();
            int slot = session.pinnedSlot();
            if (mapper.countLease(name, slot) == 0) {
                return create(name, slot, holder, term);
            }
            return mapper.takeLease(name, slot, holder, term.toMillis()) == 1;
        });
    }

    private boolean create(String name, int slot, String holder, Duration term) {
        try {
            return mapper.createLease(name, slot, holder, term.toMillis()) == 1;
        } catch (DuplicateKeyException another) {
            return false;
        }
    }

    /** Batches at least this old that still have open transfers and are not postponed, oldest first. */
    public List<OpenBatch> due(ShardId shard, Duration age, int limit) {
        return transactions.read(shard, session -> batches(mapper.due(session.pinnedSlot(), age.toMillis(), limit)));
    }

    /**
     * Batches that still have open transfers, of whatever age and postponed or not, in the order of their ids.
     *
     * @param after the last batch id of the page before; 0 starts
     */
    public List<OpenBatch> open(ShardId shard, long after, int limit) {
        return transactions.read(shard, session -> batches(mapper.open(session.pinnedSlot(), after, limit)));
    }

    private static List<OpenBatch> batches(List<OpenWorkMapper.OpenBatchRow> rows) {
        return rows.stream()
                .map(row -> new OpenBatch(
                        new BatchId(row.batchId()), DebitBatchRow.unpack(row.transferIds()), row.sweeps()))
                .toList();
    }

    /** Leaves a batch alone for a while, by the shard's clock. */
    public void postpone(ShardId shard, BatchId batch, Duration pause) {
        transactions.run(shard, session -> {
            session.requireHead();
            return mapper.postpone(batch.value(), session.pinnedSlot(), pause.toMillis());
        });
    }

    /** Lists an instruction that broke the debit of a batch of its own. */
    public void recordPoison(ShardId shard, BatchId batch, TransferInstruction instruction, String reason) {
        var money = instruction.amount();
        transactions.run(shard, session -> {
            session.requireHead();
            return mapper.insert(new DebitPoisonRow(
                    batch.value(),
                    session.pinnedSlot(),
                    instruction.keyAccount().value(),
                    instruction.key().value(),
                    instruction.source().value(),
                    instruction.destination().value(),
                    money.minorUnits(),
                    money.currency().code(),
                    reason.substring(0, Math.min(reason.length(), LONGEST_REASON)),
                    LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC)));
        });
    }

    /** The latest instructions that broke a debit on this shard. */
    public List<DebitPoison> poison(ShardId shard, int limit) {
        return transactions.read(
                shard,
                session -> mapper.poison(session.pinnedSlot(), limit).stream()
                        .map(row -> new DebitPoison(
                                new BatchId(row.batchId()),
                                new KeyOfAccount(new AccountId(row.keyAccount()), new IdempotencyKey(row.idemKey())),
                                row.reason(),
                                row.seenAt().toInstant(ZoneOffset.UTC)))
                        .toList());
    }
}

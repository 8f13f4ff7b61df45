package io.settlement.ledger.shard;

import io.settlement.ledger.AccountId;
import io.settlement.ledger.BatchId;
import io.settlement.ledger.IdempotencyKey;
import io.settlement.ledger.KeyOfAccount;
import io.settlement.ledger.ShardId;
import io.settlement.ledger.TransferInstruction;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.dao.DuplicateKeyException;

/** Open work from the tables of the shards' databases. */
final class JdbcOpenWork implements OpenWork {

    private static final String SWEEPER = "sweeper";
    private static final String EVENT_RELAY = "event-relay";
    private static final String PROOF = "proof";
    private static final int LONGEST_REASON = 500;

    private final ShardTransactions transactions;
    private final OpenWorkMapper mapper;
    private final Clock clock;

    JdbcOpenWork(ShardTransactions transactions, LedgerMappers mappers, Clock clock) {
        this.transactions = transactions;
        this.mapper = mappers.get(OpenWorkMapper.class);
        this.clock = clock;
    }

    @Override
    public boolean leaseSweeper(ShardId shard, String holder, Duration term) {
        return lease(SWEEPER, shard, holder, term);
    }

    @Override
    public boolean leaseEventRelay(ShardId shard, String holder, Duration term) {
        return lease(EVENT_RELAY, shard, holder, term);
    }

    @Override
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

    @Override
    public List<OpenBatch> due(ShardId shard, Duration age, int limit) {
        return transactions.read(shard, session -> batches(mapper.due(session.pinnedSlot(), age.toMillis(), limit)));
    }

    @Override
    public List<OpenBatch> open(ShardId shard, long after, int limit) {
        return transactions.read(shard, session -> batches(mapper.open(session.pinnedSlot(), after, limit)));
    }

    private static List<OpenBatch> batches(List<OpenWorkMapper.OpenBatchRow> rows) {
        return rows.stream()
                .map(row -> new OpenBatch(
                        new BatchId(row.batchId()), DebitBatchRow.unpack(row.transferIds()), row.sweeps()))
                .toList();
    }

    @Override
    public void postpone(ShardId shard, BatchId batch, Duration pause) {
        transactions.run(shard, session -> {
            session.requireHead();
            return mapper.postpone(batch.value(), session.pinnedSlot(), pause.toMillis());
        });
    }

    @Override
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

    @Override
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

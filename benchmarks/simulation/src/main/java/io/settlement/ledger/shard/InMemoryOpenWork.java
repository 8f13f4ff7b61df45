package io.settlement.ledger.shard;

import io.settlement.ledger.BatchId;
import io.settlement.ledger.KeyOfAccount;
import io.settlement.ledger.ShardId;
import io.settlement.ledger.TransferInstruction;
import io.settlement.simulation.steps.Operation;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/** Open work in memory, by the one clock that there is. */
final class InMemoryOpenWork implements OpenWork {

    private final InMemoryLedger ledger;

    InMemoryOpenWork(InMemoryLedger ledger) {
        this.ledger = ledger;
    }

    @Override
    public boolean leaseSweeper(ShardId shard, String holder, Duration term) {
        return lease("sweeper", shard, holder, term);
    }

    @Override
    public boolean leaseEventRelay(ShardId shard, String holder, Duration term) {
        return lease("event-relay", shard, holder, term);
    }

    @Override
    public boolean leaseProof(ShardId shard, String holder, Duration term) {
        return lease("proof", shard, holder, term);
    }

    private boolean lease(String name, ShardId shard, String holder, Duration term) {
        var here = ledger.shard(shard);
        return here.run(Operation.LEASE, transaction -> {
            transaction.lock(name);
            var now = here.steps.now();
            var held = here.leases.get(name);
            boolean free = held == null
                    || held.holder().equals(holder)
                    || held.expires().isBefore(now);
            if (free) {
                var lease = new InMemoryShard.Lease(holder, now.plus(term));
                transaction.write(() -> here.leases.put(name, lease));
            }
            return free;
        });
    }

    @Override
    public List<OpenBatch> due(ShardId shard, Duration age, int limit) {
        var now = ledger.steps().now();
        return batches(
                shard, limit, batch -> !batch.sweepAfter.isAfter(now) && !batch.createdAt.isAfter(now.minus(age)));
    }

    @Override
    public List<OpenBatch> open(ShardId shard, long after, int limit) {
        return batches(shard, limit, batch -> batch.id.value() > after);
    }

    private List<OpenBatch> batches(ShardId shard, int limit, Predicate<InMemoryBatch> wanted) {
        var here = ledger.shard(shard);
        return here.read(
                Operation.READ_DUE,
                () -> here.batches.values().stream()
                        .filter(batch -> batch.open > 0)
                        .filter(wanted)
                        .limit(limit)
                        .map(batch -> new OpenBatch(batch.id, batch.transfers, batch.sweeps))
                        .toList());
    }

    @Override
    public void postpone(ShardId shard, BatchId batch, Duration pause) {
        var here = ledger.shard(shard);
        here.run(Operation.POSTPONE, transaction -> {
            transaction.lock(batch);
            var row = here.batches.get(batch);
            var until = here.steps.now().plus(pause);
            transaction.write(() -> {
                row.sweeps++;
                row.sweepAfter = until;
            });
            return null;
        });
    }

    @Override
    public void recordPoison(ShardId shard, BatchId batch, TransferInstruction instruction, String reason) {
        var here = ledger.shard(shard);
        here.run(Operation.LIST_POISON, transaction -> {
            var listed = new DebitPoison(batch, KeyOfAccount.of(instruction), reason, here.steps.now());
            transaction.write(() -> here.poison.add(listed));
            return null;
        });
    }

    @Override
    public List<DebitPoison> poison(ShardId shard, int limit) {
        var listed = ledger.shard(shard).poison;
        return List.copyOf(listed.subList(Math.max(0, listed.size() - limit), listed.size()));
    }
}

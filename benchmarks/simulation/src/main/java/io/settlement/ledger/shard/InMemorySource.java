package io.settlement.ledger.shard;

import io.settlement.ledger.AccountId;
import io.settlement.ledger.BatchId;
import io.settlement.ledger.DebitBatch;
import io.settlement.ledger.DebitOutcome;
import io.settlement.ledger.FenceOutcome;
import io.settlement.ledger.KeyOfAccount;
import io.settlement.ledger.ShardId;
import io.settlement.ledger.StoredKeys;
import io.settlement.ledger.Transfer;
import io.settlement.ledger.TransferId;
import io.settlement.simulation.steps.Operation;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The payer's side in memory. */
final class InMemorySource implements SourceLedger {

    private final InMemoryLedger ledger;

    InMemorySource(InMemoryLedger ledger) {
        this.ledger = ledger;
    }

    @Override
    public List<DebitOutcome> debit(DebitBatch batch) {
        var shard = ledger.shard(batch.shard());
        return shard.run(Operation.DEBIT, transaction -> new InMemoryDebit(ledger, shard, transaction, batch).run());
    }

    @Override
    public FenceOutcome fence(BatchId batch) {
        var shard = ledger.shardOf(batch.slot());
        try {
            return ledger.fenceIsWritten()
                    ? shard.once(Operation.FENCE, transaction -> fence(shard, transaction, batch))
                    : shard.read(Operation.FENCE, () -> standing(shard, batch));
        } catch (RuntimeException notTold) {
            return FenceOutcome.UNKNOWN;
        }
    }

    private static FenceOutcome fence(InMemoryShard shard, InMemoryTransaction transaction, BatchId batch) {
        transaction.lock(batch);
        if (!shard.batches.containsKey(batch)) {
            var fence = new InMemoryBatch(batch, true, List.of(), shard.steps.now());
            transaction.write(() -> shard.batches.put(batch, fence));
        }
        return standing(shard, batch);
    }

    private static FenceOutcome standing(InMemoryShard shard, BatchId batch) {
        var row = shard.batches.get(batch);
        return row == null || row.fence ? FenceOutcome.NEVER_DEBITED : FenceOutcome.DEBITED;
    }

    @Override
    public List<Transfer> finish(ShardId shard, Collection<CommittedLeg> legs) {
        if (legs.isEmpty()) {
            return List.of();
        }
        var here = ledger.shard(shard);
        return here.run(Operation.FINISH, transaction -> new InMemoryFinish(ledger, here, transaction, legs).run());
    }

    @Override
    public List<Transfer> stored(ShardId shard, Collection<TransferId> transfers) {
        var here = ledger.shard(shard);
        return here.read(
                Operation.READ_TRANSFERS,
                () -> transfers.stream()
                        .distinct()
                        .map(here.transfers::get)
                        .filter(Objects::nonNull)
                        .toList());
    }

    @Override
    public Optional<Transfer> find(TransferId transfer) {
        var here = ledger.shardOf(transfer.slot());
        return here.read(Operation.READ_TRANSFERS, () -> Optional.ofNullable(here.transfers.get(transfer)));
    }

    @Override
    public StoredKeys findByKeys(ShardId shard, Collection<KeyOfAccount> keys) {
        var here = ledger.shard(shard);
        return here.read(Operation.READ_KEYS, () -> storedKeys(here, keys));
    }

    private static StoredKeys storedKeys(InMemoryShard shard, Collection<KeyOfAccount> keys) {
        Map<KeyOfAccount, Transfer> stored = new HashMap<>();
        var owners = new HashMap<AccountId, String>();
        for (var key : keys) {
            var transfer = shard.keys.get(key);
            if (transfer != null) {
                stored.put(key, shard.transfers.get(transfer));
            }
            var account = shard.accounts.get(key.account());
            if (account != null) {
                owners.put(key.account(), account.owner);
            }
        }
        return new StoredKeys(stored, owners);
    }
}

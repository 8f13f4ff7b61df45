package io.settlement.ledger.shard;

import io.settlement.ledger.AccountId;
import io.settlement.ledger.AccountType;
import io.settlement.ledger.BatchId;
import io.settlement.ledger.KeyOfAccount;
import io.settlement.ledger.LegOutcome;
import io.settlement.ledger.ShardId;
import io.settlement.ledger.Transfer;
import io.settlement.ledger.TransferId;
import io.settlement.ledger.TransferStatus;
import io.settlement.ledger.shard.OpenWork.DebitPoison;
import io.settlement.ledger.shard.Parking.Parked;
import io.settlement.sharding.ShardUnavailable;
import io.settlement.simulation.steps.Operation;
import io.settlement.simulation.steps.Phase;
import io.settlement.simulation.steps.Steps;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The committed rows of one shard, who has locked what, and the transactions that are open. Runs transactions as
 * {@link ShardTransactions} does: again as a whole after a lock conflict, and at once where another was first.
 */
public final class InMemoryShard {

    /** The row that every money transaction locks last. */
    static final Object HEAD = "shard_head";

    private static final int TRIES = 4;
    private static final int REDOS = 16;
    private static final Duration PAUSE = Duration.ofMillis(15);

    final ShardId id;
    final Steps steps;
    final Map<AccountId, InMemoryAccount> accounts = new TreeMap<>();
    final Map<AccountId, Long> internal = new TreeMap<>();
    final Map<TransferId, Transfer> transfers = new TreeMap<>();
    final Map<KeyOfAccount, TransferId> keys = new HashMap<>();
    final Map<TransferId, Object> debitedBy = new HashMap<>();
    final Map<TransferId, CommittedLeg> legs = new TreeMap<>();
    final Map<BatchId, InMemoryBatch> batches = new TreeMap<>();
    final Map<TransferId, Parked> parked = new TreeMap<>();
    final Map<String, Lease> leases = new HashMap<>();
    final List<DebitPoison> poison = new ArrayList<>();
    private final Map<Object, InMemoryTransaction> locks = new HashMap<>();
    private final Set<InMemoryTransaction> open = new LinkedHashSet<>();
    private final Runnable afterCommit;
    private boolean up = true;

    InMemoryShard(ShardId id, Steps steps, Runnable afterCommit) {
        this.id = id;
        this.steps = steps;
        this.afterCommit = afterCommit;
    }

    /** Who may sweep, and until when. */
    record Lease(String holder, Instant expires) {}

    <T> T run(Operation operation, Function<InMemoryTransaction, T> work) {
        int conflicts = 0;
        int redos = 0;
        while (true) {
            try {
                return once(operation, work);
            } catch (ShardTransactions.RedoTransaction otherWasFirst) {
                if (++redos == REDOS) {
                    throw otherWasFirst;
                }
            } catch (ShardTransactions.LockConflict conflict) {
                if (++conflicts == TRIES) {
                    throw conflict;
                }
                steps.await(() -> false, PAUSE.multipliedBy((long) conflicts * conflicts));
            }
        }
    }

    /** An Error is the end of the process: its connection is closed by whoever ends it, not here. */
    <T> T once(Operation operation, Function<InMemoryTransaction, T> work) {
        steps.reach(operation, Phase.ASKED);
        requireUp();
        var transaction = new InMemoryTransaction(this, operation, steps);
        open.add(transaction);
        T result;
        try {
            result = work.apply(transaction);
        } catch (RuntimeException failed) {
            transaction.rollback();
            throw failed;
        }
        transaction.commit();
        return result;
    }

    <T> T read(Operation operation, Supplier<T> committed) {
        steps.reach(operation, Phase.ASKED);
        requireUp();
        var seen = committed.get();
        steps.reach(operation, Phase.DONE);
        return seen;
    }

    boolean isUp() {
        return up;
    }

    private void requireUp() {
        if (!up) {
            throw new ShardUnavailable(id + " refuses connections");
        }
    }

    /** The server dies: what is not committed never will be. */
    public void stop() {
        up = false;
        List.copyOf(open).forEach(InMemoryTransaction::rollback);
    }

    public void start() {
        up = true;
    }

    /** The connections of a dead process: the server hears of it at once, or cuts what it left when its time is up. */
    public void disconnect(Object owner, boolean heard) {
        List.copyOf(open).stream()
                .filter(transaction -> transaction.owner() == owner)
                .forEach(transaction -> {
                    if (heard) {
                        transaction.clientGone();
                    } else {
                        transaction.cutWhenIdle();
                    }
                });
    }

    boolean isFree(Object row, InMemoryTransaction asking) {
        var holder = locks.get(row);
        return holder == null || holder == asking;
    }

    void lock(Object row, InMemoryTransaction holder) {
        locks.put(row, holder);
    }

    void ended(InMemoryTransaction transaction, boolean committed) {
        locks.values().removeIf(holder -> holder == transaction);
        open.remove(transaction);
        if (committed) {
            afterCommit.run();
        }
    }

    public ShardId id() {
        return id;
    }

    public List<InMemoryAccount> accounts() {
        return List.copyOf(accounts.values());
    }

    public List<Transfer> transfers() {
        return List.copyOf(transfers.values());
    }

    /** The process whose transaction wrote the transfer. */
    public Object debitedBy(TransferId transfer) {
        return debitedBy.get(transfer);
    }

    /** The outcomes of this shard's credits. */
    public Map<TransferId, LegOutcome> legs() {
        Map<TransferId, LegOutcome> outcomes = new TreeMap<>();
        legs.forEach((transfer, leg) -> outcomes.put(transfer, leg.outcome()));
        return outcomes;
    }

    public boolean hasParked(TransferId transfer) {
        return parked.containsKey(transfer);
    }

    /** In minor units, of all currencies together. */
    public long internal(AccountType type) {
        return internal.entrySet().stream()
                .filter(account ->
                        InternalAccounts.firstIdOf(type, id) <= account.getKey().value()
                                && account.getKey().value() <= InternalAccounts.lastIdOf(type, id))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /** In minor units: what CLEARING must show. */
    public long inFlight() {
        return transfers.values().stream()
                .filter(transfer -> transfer.status() == TransferStatus.DEBITED)
                .mapToLong(transfer -> transfer.instruction().amount().minorUnits())
                .sum();
    }
}

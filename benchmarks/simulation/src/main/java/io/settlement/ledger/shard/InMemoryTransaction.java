package io.settlement.ledger.shard;

import io.settlement.ledger.AccountId;
import io.settlement.ledger.AccountType;
import io.settlement.money.CurrencyCode;
import io.settlement.simulation.steps.CommitFate;
import io.settlement.simulation.steps.Operation;
import io.settlement.simulation.steps.Phase;
import io.settlement.simulation.steps.Steps;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One transaction on one shard: holds its locks and keeps its writes to itself until COMMIT. It stays open while its
 * process pauses, and also when the process is gone, until the server cuts it or a COMMIT that was on the wire arrives.
 */
final class InMemoryTransaction {

    /** As the shards' databases are set up: an idle transaction is cut before a lock wait gives up. */
    private static final Duration LONGEST_IDLE = Duration.ofSeconds(3);

    private static final Duration LOCK_WAIT = Duration.ofSeconds(5);
    private static final int LOCK_WAIT_TIMEOUT = 1205;

    private final InMemoryShard shard;
    private final Operation operation;
    private final Steps steps;
    private final Object owner;
    private final Map<AccountId, InMemoryAccount.Draft> drafts = new LinkedHashMap<>();
    private final List<Runnable> writes = new ArrayList<>();
    private boolean commitIsSent;
    private boolean ended;
    private int turns;

    InMemoryTransaction(InMemoryShard shard, Operation operation, Steps steps) {
        this.shard = shard;
        this.operation = operation;
        this.steps = steps;
        this.owner = steps.owner();
    }

    Object owner() {
        return owner;
    }

    void lock(Object row) {
        boolean free = steps.await(() -> ended || shard.isFree(row, this), LOCK_WAIT);
        if (ended) {
            throw new ShardTransactions.LedgerSqlFailed(shard.id, new SQLException("the connection was lost", "08S01"));
        }
        if (!free) {
            throw new ShardTransactions.LockConflict(
                    shard.id, new SQLException("waited too long for a lock", "HY000", LOCK_WAIT_TIMEOUT));
        }
        shard.lock(row, this);
    }

    <T extends Comparable<T>> void lockAll(Collection<T> rows) {
        rows.stream().distinct().sorted().forEach(this::lock);
    }

    /** The accounts that exist, locked in ascending id. */
    Map<AccountId, InMemoryAccount.Draft> accounts(Collection<AccountId> ids) {
        lockAll(ids.stream().filter(shard.accounts::containsKey).toList());
        ids.stream().distinct().filter(shard.accounts::containsKey).forEach(id -> {
            var draft = shard.accounts.get(id).draft();
            drafts.put(id, draft);
            writes.add(draft::write);
        });
        return drafts;
    }

    void addInternal(AccountType type, CurrencyCode currency, long amount) {
        write(() -> shard.internal.merge(InternalAccounts.idOf(type, currency, shard.id), amount, Long::sum));
    }

    /** Done when the transaction commits. */
    void write(Runnable row) {
        writes.add(row);
    }

    void commit() {
        if (writes.isEmpty()) {
            rollback();
            steps.reach(operation, Phase.DONE);
            return;
        }
        cutWhenIdle();
        steps.reach(operation, Phase.WRITTEN);
        turns++;
        if (ended) {
            throw unknown("the server had cut the transaction");
        }
        send(steps.fateOfCommit());
    }

    private void send(CommitFate fate) {
        switch (fate.kind()) {
            case ANSWERED -> {
                arrive();
                steps.reach(operation, Phase.DONE);
            }
            case ANSWER_LOST -> {
                arrive();
                giveUp(Phase.DONE, fate);
            }
            case LATE -> {
                commitIsSent = true;
                steps.later(fate.arrives(), this::arrive);
                cutWhenIdle();
                giveUp(Phase.COMMIT_SENT, fate);
            }
            case LOST -> {
                commitIsSent = true;
                cutWhenIdle();
                giveUp(Phase.COMMIT_SENT, fate);
            }
        }
    }

    private void giveUp(Phase reached, CommitFate fate) {
        steps.reach(operation, reached);
        steps.await(() -> false, fate.givenUp());
        throw unknown("no answer to COMMIT");
    }

    private CommitOutcomeUnknown unknown(String why) {
        return new CommitOutcomeUnknown(shard.id, new SQLException(why, "08S01"));
    }

    /** COMMIT is at the server; what it has cut before is not there to be committed. */
    private void arrive() {
        if (!ended) {
            ended = true;
            writes.forEach(Runnable::run);
            shard.ended(this, true);
        }
    }

    void rollback() {
        if (!ended) {
            ended = true;
            shard.ended(this, false);
        }
    }

    /** The server learns that the connection is closed. A COMMIT that was sent before arrives before. */
    void clientGone() {
        if (!commitIsSent) {
            rollback();
        }
    }

    void cutWhenIdle() {
        int turn = ++turns;
        steps.later(LONGEST_IDLE, () -> {
            if (turns == turn) {
                rollback();
            }
        });
    }
}

package io.settlement.ledger.shard;

import static org.assertj.core.api.Assertions.assertThat;

import io.settlement.ledger.AccountId;
import io.settlement.ledger.AccountStatus;
import io.settlement.ledger.AccountType;
import io.settlement.ledger.ShardId;
import io.settlement.sharding.IdSource;
import io.settlement.sharding.SlotMap;
import io.settlement.sharding.TimeSortedIds;
import io.settlement.simulation.steps.Steps;
import io.settlement.testing.LedgerModelRun;
import io.settlement.testing.LedgerNode;
import io.settlement.testing.LedgerUnderTest;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The ledger in memory against the model that the one on databases is held against. {@code -Dledger.seed=...} repeats. */
class InMemoryLedgerTest {

    private static final int OPERATIONS = 3_000;

    private final long seed = Long.getLong("ledger.seed", System.nanoTime());

    @Test
    void agreesWithThePlainModel() {
        System.out.println("InMemoryLedgerTest seed " + seed);
        var ledger = new InMemoryLedger(SlotMap.evenly(3), Steps.UNDISTURBED, () -> {});
        var run = new LedgerModelRun(new InMemory(ledger, new TimeSortedIds(1, Clock.systemUTC())), seed);
        var left = new AtomicInteger(OPERATIONS);
        run.operateWhile(() -> left.getAndDecrement() > 0);
        run.settleAll();
        run.compareAll();
        assertThat(ledger.open()).isEmpty();
        assertThat(ledger.shards()).allMatch(shard -> shard.internal(AccountType.CLEARING) == 0);
        assertThat(ledger.shards().stream()
                        .mapToLong(shard -> shard.internal(AccountType.DUE))
                        .sum())
                .isZero();
    }

    private record InMemory(InMemoryLedger ledger, IdSource ids) implements LedgerUnderTest {

        @Override
        public SettlementLedger settlement() {
            return ledger.settlement();
        }

        @Override
        public AccountId open(ShardId shard, AccountType type, long creditLimit) {
            return ledger.open(shard, "owner", type, LedgerNode.CNY, ids, creditLimit);
        }

        @Override
        public AccountId nostroOf(AccountId account) {
            return ledger.nostroOf(account);
        }

        @Override
        public boolean setStatus(AccountId account, AccountStatus to) {
            return ledger.setStatus(account, to);
        }

        @Override
        public boolean setCreditLimit(AccountId account, long limit) {
            return ledger.setLimit(account, limit);
        }

        @Override
        public boolean close(AccountId account) {
            return ledger.close(account);
        }

        @Override
        public Seen look(AccountId id) {
            var account = ledger.account(id);
            var lines = account.lines().stream()
                    .map(line -> line.sequence() + " " + line.kind() + " " + line.amount() + " " + line.balanceAfter()
                            + " " + line.transfer())
                    .toList();
            return new Seen(account.balance(), account.status(), account.limit(), lines);
        }
    }
}

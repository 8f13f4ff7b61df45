package io.settlement.ledger.shard;

import static org.assertj.core.api.Assertions.assertThat;

import io.settlement.ledger.AccountId;
import io.settlement.ledger.AccountOutcome;
import io.settlement.ledger.AccountStatus;
import io.settlement.ledger.AccountType;
import io.settlement.ledger.ShardId;
import io.settlement.ledger.StatementLine;
import io.settlement.ledger.StatementQuery;
import io.settlement.money.Money;
import io.settlement.sharding.IdSource;
import io.settlement.testing.LedgerFixture;
import io.settlement.testing.LedgerModelRun;
import io.settlement.testing.LedgerNode;
import io.settlement.testing.LedgerUnderTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The ledger on real databases against the model, while the proof is read all the while. A seed that failed is run again
 * with {@code -Dledger.seed=...}.
 */
@Timeout(180)
class LedgerModelIT {

    private static final Duration LENGTH = Duration.ofSeconds(20);

    private final long seed = Long.getLong("ledger.seed", System.nanoTime());

    @Test
    void agreesWithAPlainModelWhileTheProofIsRead() throws Exception {
        System.out.println("LedgerModelIT seed " + seed);
        try (var fixture = LedgerFixture.of(3)) {
            var run = new LedgerModelRun(new OnDatabases(fixture.node(), seed), seed);
            var running = new AtomicBoolean(true);
            var proof = CompletableFuture.supplyAsync(() -> proveWhile(fixture, running));
            long until = System.nanoTime() + LENGTH.toNanos();
            int operations;
            try {
                operations = run.operateWhile(() -> System.nanoTime() < until);
            } finally {
                running.set(false);
            }
            System.out.println(operations + " operations, proof read " + proof.get(60, TimeUnit.SECONDS) + " times");
            run.settleAll();
            run.compareAll();
            fixture.assertConserved();
            assertThat(fixture.numberOverAll("SELECT COUNT(*) FROM transfer WHERE status = 'DEBITED'"))
                    .isZero();
        }
    }

    private static int proveWhile(LedgerFixture fixture, AtomicBoolean running) {
        int times = 0;
        while (running.get()) {
            fixture.assertConserved();
            times++;
        }
        return times;
    }

    /** Looks at each account's statement as a whole, and at a period of it. */
    private record OnDatabases(LedgerNode node, long seed, Random random) implements LedgerUnderTest {

        OnDatabases(LedgerNode node, long seed) {
            this(node, seed, new Random(seed));
        }

        @Override
        public SettlementLedger settlement() {
            return node.ledger().settlement();
        }

        @Override
        public IdSource ids() {
            return node.ids();
        }

        @Override
        public AccountId open(ShardId shard, AccountType type, long creditLimit) {
            return node.account(shard, type, LedgerNode.CNY, creditLimit);
        }

        @Override
        public AccountId nostroOf(AccountId account) {
            return node.ledger().accounts().nostroOf(account, LedgerNode.CNY);
        }

        @Override
        public boolean setStatus(AccountId account, AccountStatus to) {
            return node.setStatus(account, to) instanceof AccountOutcome.Done;
        }

        @Override
        public boolean setCreditLimit(AccountId account, long limit) {
            return node.ledger().accounts().setCreditLimit(account, Money.ofMinor(limit, LedgerNode.CNY))
                    instanceof AccountOutcome.Done;
        }

        @Override
        public boolean close(AccountId account) {
            return node.ledger().accounts().close(account) instanceof AccountOutcome.Done;
        }

        @Override
        public Seen look(AccountId account) {
            var row = node.read(account);
            List<StatementLine> read = new ArrayList<>();
            for (long first = 1; first <= row.sequence(); first += Statements.MOST_LINES) {
                read.addAll(node.ledger().statements().lines(account, first, Statements.MOST_LINES));
            }
            comparePeriod(account, read);
            var lines = read.stream()
                    .map(line -> line.sequence() + " " + line.kind() + " "
                            + line.amount().minorUnits() + " "
                            + line.balanceAfter().minorUnits() + " " + line.transferId())
                    .toList();
            return new Seen(row.balance().minorUnits(), row.status(), row.creditLimit(), lines);
        }

        /** Between the times of two lines, with the balances that the lines themselves tell. */
        private void comparePeriod(AccountId account, List<StatementLine> lines) {
            if (lines.isEmpty()) {
                return;
            }
            var one = any(lines).recordedAt();
            var other = any(lines).recordedAt();
            var since = one.isBefore(other) ? one : other;
            var until = one.isBefore(other) ? other : one;
            var inside = lines.stream()
                    .filter(line -> !line.recordedAt().isBefore(since)
                            && line.recordedAt().isBefore(until))
                    .toList();
            var page = node.ledger()
                    .statements()
                    .page(account, new StatementQuery.Period(since, until), Statements.MOST_LINES)
                    .orElseThrow();
            assertThat(page.lines())
                    .as("seed %s, %s from %s until %s", seed, account, since, until)
                    .isEqualTo(inside.subList(0, Math.min(Statements.MOST_LINES, inside.size())));
            assertThat(page.closing().balance().minorUnits()
                            - page.opening().balance().minorUnits())
                    .isEqualTo(inside.stream()
                            .mapToLong(line -> line.amount().minorUnits())
                            .sum());
        }

        private StatementLine any(List<StatementLine> lines) {
            return lines.get(random.nextInt(lines.size()));
        }
    }
}

package io.settlement.ledger.shard;

import static org.assertj.core.api.Assertions.assertThat;

import io.settlement.ledger.AccountId;
import io.settlement.ledger.AccountStatus;
import io.settlement.ledger.AccountType;
import io.settlement.ledger.BalanceAfter;
import io.settlement.ledger.DebitBatch;
import io.settlement.ledger.DebitOutcome;
import io.settlement.ledger.ShardId;
import io.settlement.ledger.StatementLine;
import io.settlement.ledger.StatementPage;
import io.settlement.ledger.StatementQuery;
import io.settlement.ledger.StatementQuery.FromLine;
import io.settlement.ledger.StatementQuery.Period;
import io.settlement.ledger.StatementQuery.RestOfPeriod;
import io.settlement.ledger.Transfer;
import io.settlement.money.Money;
import io.settlement.testing.LedgerFixture;
import io.settlement.testing.LedgerNode;
import io.settlement.testing.StandingClock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Statements and balances by time, with clocks that a test sets; they begin in the past and only a test sets them back. */
@Timeout(60)
class StatementIT {

    private static final ShardId HERE = new ShardId(0);
    private static final ShardId THERE = new ShardId(1);
    private static final ShardId WILD = new ShardId(2);
    private static final Duration MICRO = Duration.ofNanos(1_000);

    private static final StandingClock CLOCK = new StandingClock("2020-01-01T00:00:00Z");

    private static LedgerFixture fixture;
    private static LedgerNode node;

    private final long seed = Long.getLong("ledger.seed", System.nanoTime());
    private final Random random = new Random(seed);

    @BeforeAll
    static void startShards() {
        fixture = LedgerFixture.of(3);
        node = new LedgerNode(fixture.properties(), 1, CLOCK);
    }

    @AfterEach
    void proveConservation() {
        fixture.assertConserved();
    }

    @AfterAll
    static void stop() {
        node.close();
        fixture.close();
    }

    @Test
    void keepsTimesInTheOrderOfTheSequenceThoughClocksDifferAndStep() {
        var account = node.funded(HERE, 100);
        var noon = CLOCK.instant();
        try (var behind = new LedgerNode(fixture.properties(), 9, Clock.offset(CLOCK, Duration.ofHours(-1)))) {
            behind.debit(behind.withdrawal(account, 1));
            CLOCK.move(Duration.ofMinutes(1));
            node.debit(node.withdrawal(account, 2));
            CLOCK.move(Duration.ofMinutes(-30));
            node.debit(node.withdrawal(account, 4));
            CLOCK.move(Duration.ofMinutes(30));
        }
        var minuteLater = noon.plusSeconds(60);
        assertThat(lines(account))
                .extracting(StatementLine::recordedAt)
                .containsExactly(noon, noon, minuteLater, minuteLater);
        assertThat(balanceAt(account, noon)).isEqualTo(after(2, 99));
        assertThat(balanceAt(account, minuteLater.minus(MICRO))).isEqualTo(after(2, 99));
        assertThat(balanceAt(account, minuteLater)).isEqualTo(after(4, 93));
    }

    @Test
    void takesNoTimeFromAClockThatRunsWild() {
        var account = node.account(WILD);
        var now = Clock.systemUTC();
        try (var ahead = new LedgerNode(fixture.properties(), 9, Clock.offset(now, Duration.ofDays(365)))) {
            ahead.debit(ahead.deposit(account, 10));
        }
        node.debit(node.deposit(account, 10));
        assertThat(lines(account))
                .extracting(StatementLine::recordedAt)
                .allMatch(at -> at.isBefore(now.instant().plusSeconds(6)));
    }

    @Test
    void tellsTheBalanceAtEveryInstantAsALookAtEveryLineWould() {
        System.out.println("StatementIT seed " + seed);
        var account = history(50);
        var lines = lines(account);
        assertThat(lines).hasSizeGreaterThan(64 * 2);
        var instants = edges(lines);
        for (var instant : instants) {
            var expected = lines.stream()
                    .filter(line -> !line.recordedAt().isAfter(instant))
                    .reduce((first, second) -> second)
                    .map(line -> new BalanceAfter(line.sequence(), line.balanceAfter()))
                    .orElse(after(0, 0));
            assertThat(balanceAt(account, instant))
                    .as("at %s, seed %s", instant, seed)
                    .isEqualTo(expected);
        }
        assertThat(balanceAt(account, Instant.MAX))
                .isEqualTo(node.ledger().statements().latest(account).orElseThrow());
    }

    @Test
    void cutsPeriodsThatTouchIntoPagesThatAddUp() {
        System.out.println("StatementIT seed " + seed);
        var account = history(30);
        var lines = lines(account);
        var instants = edges(lines);
        var closing = after(0, 0);
        for (int i = 1; i < instants.size(); i += 2 + random.nextInt(6)) {
            var since = closing.sequence() == 0 ? Instant.MIN : instants.get(i - 1);
            var until = instants.get(i);
            var pages = pagesOf(account, new Period(since, until), 1 + random.nextInt(9));
            assertThat(linesOf(pages))
                    .as("seed %s", seed)
                    .isEqualTo(lines.stream()
                            .filter(line -> !line.recordedAt().isBefore(since)
                                    && line.recordedAt().isBefore(until))
                            .toList());
            assertAddsUp(pages);
            var next = node.ledger()
                    .statements()
                    .page(account, new Period(until, Instant.MAX), 1)
                    .orElseThrow();
            assertThat(next.opening()).isEqualTo(pages.get(0).closing());
        }
        var empty = page(account, new Period(instants.get(3), instants.get(3)), 5);
        assertThat(empty.lines()).isEmpty();
        assertThat(empty.opening()).isEqualTo(empty.closing());
    }

    @Test
    void pagesByNumberFromAnyLineOn() {
        var account = history(20);
        var lines = lines(account);
        int count = lines.size();
        for (long first = 1; first <= count; first++) {
            var page = page(account, new FromLine(first), 7);
            int end = Math.min(count, (int) first + 6);
            assertThat(page.lines()).isEqualTo(lines.subList((int) first - 1, end));
            assertThat(page.opening().sequence()).isEqualTo(first - 1);
            assertThat(page.next().isPresent()).isEqualTo(end < count);
            assertAddsUp(List.of(page));
        }
        for (long beyond : new long[] {count + 1, Long.MAX_VALUE}) {
            var page = page(account, new FromLine(beyond), 500);
            assertThat(page.lines()).isEmpty();
            assertThat(page.opening()).isEqualTo(page.closing());
            assertThat(page.closing().sequence()).isEqualTo(count);
        }
    }

    @Test
    void findsAPlaceAmongThousandsOfLinesOfOneMoment() {
        var account = node.account(HERE);
        var moment = CLOCK.instant();
        for (int batch = 0; batch < 5; batch++) {
            node.ledger()
                    .source()
                    .debit(node.batch(IntStream.range(0, DebitBatch.MAX_ITEMS)
                            .mapToObj(i -> node.deposit(account, 1))
                            .toList()));
            CLOCK.move(MICRO);
        }
        assertThat(balanceAt(account, moment.minus(MICRO))).isEqualTo(after(0, 0));
        for (int batch = 0; batch < 5; batch++) {
            long lines = 1024L * (batch + 1);
            assertThat(balanceAt(account, moment.plusNanos(1_000L * batch + 999)))
                    .isEqualTo(after(lines, lines));
        }
    }

    @Test
    void pagesGaplesslyWhilePostingsArrive() throws Exception {
        var account = node.funded(HERE, 1);
        var since = CLOCK.instant();
        var posting = CompletableFuture.runAsync(() -> {
            for (int i = 0; i < 150; i++) {
                CLOCK.move(MICRO);
                node.debit(node.deposit(account, 1 + i), node.withdrawal(account, 1));
            }
        });
        List<StatementLine> seen = new ArrayList<>();
        while (seen.size() < 301) {
            seen.addAll(page(account, new FromLine(seen.size() + 1), 4).lines());
            if (seen.size() % 3 == 0) {
                assertAddsUp(pagesOf(account, new Period(since, Instant.MAX), 50));
            }
        }
        posting.get(30, TimeUnit.SECONDS);
        assertThat(seen)
                .extracting(StatementLine::sequence)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, 301).boxed().toList());
        assertThat(seen).isEqualTo(lines(account));
    }

    @Test
    void knowsNoStatementOfOthersThanCustomers() {
        var nobody = new AccountId(node.ids().next(node.account(HERE).slot()));
        for (var id : List.of(nobody, InternalAccounts.idOf(AccountType.NOSTRO, LedgerNode.CNY, HERE))) {
            assertThat(node.ledger().statements().page(id, new FromLine(1), 5)).isEmpty();
            assertThat(node.ledger().statements().balanceAt(id, Instant.MAX)).isEmpty();
            assertThat(node.ledger().statements().latest(id)).isEmpty();
        }
    }

    /** Deposits, withdrawals, transfers out and in, some given back, at times that often are the same. */
    private AccountId history(int steps) {
        var account = node.funded(HERE, 1_000);
        var friend = node.funded(THERE, 1_000_000);
        var frozen = node.account(THERE);
        node.setStatus(frozen, AccountStatus.FROZEN);
        List<Transfer> open = new ArrayList<>();
        for (int i = 0; i < steps; i++) {
            CLOCK.move(Duration.ofNanos(1_000L * random.nextInt(3)));
            var outcomes = node.debit(
                    random.nextBoolean()
                            ? node.deposit(account, 1 + random.nextInt(90))
                            : node.withdrawal(account, 1 + random.nextInt(30)),
                    LedgerNode.transfer(account, random.nextInt(3) == 0 ? frozen : friend, 1));
            open.add(((DebitOutcome.Stored) outcomes.get(1)).transfer());
            open.add(node.debited(friend, account, 2 + random.nextInt(20)));
            if (open.size() > 20) {
                node.settle(open);
                open.clear();
            }
        }
        node.settle(open);
        return account;
    }

    /** At each line's time, just before and just after it; ascending. */
    private static List<Instant> edges(List<StatementLine> lines) {
        return lines.stream()
                .map(StatementLine::recordedAt)
                .distinct()
                .flatMap(at -> List.of(at.minus(MICRO), at, at.plusNanos(1)).stream())
                .distinct()
                .sorted()
                .toList();
    }

    private static void assertAddsUp(List<StatementPage> pages) {
        var opening = pages.get(0).opening();
        var closing = pages.get(0).closing();
        assertThat(pages)
                .allMatch(
                        page -> page.opening().equals(opening) && page.closing().equals(closing));
        long sum = linesOf(pages).stream()
                .mapToLong(line -> line.amount().minorUnits())
                .sum();
        assertThat(opening.balance().minorUnits() + sum)
                .isEqualTo(closing.balance().minorUnits());
        assertThat(linesOf(pages))
                .extracting(StatementLine::sequence)
                .containsExactlyElementsOf(LongStream.rangeClosed(opening.sequence() + 1, closing.sequence())
                        .boxed()
                        .toList());
    }

    private static List<StatementPage> pagesOf(AccountId account, Period period, int limit) {
        List<StatementPage> pages = new ArrayList<>(List.of(page(account, period, limit)));
        while (pages.get(pages.size() - 1).next().isPresent()) {
            var last = pages.get(pages.size() - 1);
            pages.add(page(
                    account,
                    new RestOfPeriod(
                            last.next().getAsLong(),
                            last.opening().sequence(),
                            last.closing().sequence()),
                    limit));
        }
        return pages;
    }

    private static List<StatementLine> linesOf(List<StatementPage> pages) {
        return pages.stream().flatMap(page -> page.lines().stream()).toList();
    }

    private static StatementPage page(AccountId account, StatementQuery query, int limit) {
        return node.ledger().statements().page(account, query, limit).orElseThrow();
    }

    private static List<StatementLine> lines(AccountId account) {
        return node.ledger().statements().lines(account, 1, Statements.MOST_LINES);
    }

    private static BalanceAfter balanceAt(AccountId account, Instant instant) {
        return node.ledger().statements().balanceAt(account, instant).orElseThrow();
    }

    private static BalanceAfter after(long sequence, long balance) {
        return new BalanceAfter(sequence, Money.ofMinor(balance, LedgerNode.CNY));
    }
}

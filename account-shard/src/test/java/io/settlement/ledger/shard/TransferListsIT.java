package io.settlement.ledger.shard;

import static org.assertj.core.api.Assertions.assertThat;

import io.settlement.ledger.AccountId;
import io.settlement.ledger.AccountStatus;
import io.settlement.ledger.DebitOutcome;
import io.settlement.ledger.ShardId;
import io.settlement.ledger.Transfer;
import io.settlement.ledger.TransferId;
import io.settlement.ledger.TransferInstruction;
import io.settlement.ledger.TransferKind;
import io.settlement.ledger.TransferPage;
import io.settlement.ledger.TransferQuery;
import io.settlement.ledger.TransferQuery.Direction;
import io.settlement.ledger.TransferStatus;
import io.settlement.money.Money;
import io.settlement.sharding.Sleeper;
import io.settlement.sharding.TimeSortedIds;
import io.settlement.testing.LedgerFixture;
import io.settlement.testing.LedgerNode;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The list of an account's transfers on three real shards, page by page, also while it grows. */
@Timeout(60)
class TransferListsIT {

    private static final ShardId A = new ShardId(0);
    private static final ShardId B = new ShardId(1);
    private static final ShardId C = new ShardId(2);

    private static LedgerFixture fixture;
    private static LedgerNode node;

    @BeforeAll
    static void startShards() {
        fixture = LedgerFixture.of(3);
        node = fixture.node();
    }

    @AfterAll
    static void stop() {
        fixture.assertConserved();
        fixture.close();
    }

    @Test
    void listsWhatAnAccountPaysNewestFirstWithItsRejectionsAndDeposits() {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        var random = new Random(seed);
        var payer = node.funded(A, 500);
        var payees = List.of(node.account(A), node.account(B), frozen(C));
        List<Transfer> made = new ArrayList<>(allOf(payer, Direction.OUTGOING));
        for (int i = 0; i < 12; i++) {
            made.addAll(debitAll(IntStream.range(0, 5)
                    .mapToObj(j -> referring(payer, payees.get(random.nextInt(3)), "ref-" + random.nextInt(4)))
                    .toList()));
        }
        var open = made.stream()
                .filter(transfer -> transfer.status() == TransferStatus.DEBITED)
                .toList();
        node.settle(open.subList(0, open.size() - 3));
        var stand = made.stream().map(node::read).sorted(newestFirst()).toList();

        assertThat(stand).extracting(Transfer::status).contains(TransferStatus.values());
        for (int limit : List.of(1, 7, 61, 200)) {
            assertThat(walk(of(payer, Direction.OUTGOING), limit)).isEqualTo(stand);
        }
        for (var status : TransferStatus.values()) {
            var query = new TransferQuery(
                    payer,
                    Direction.OUTGOING,
                    Optional.of(status),
                    Optional.of("ref-2"),
                    Optional.empty(),
                    Optional.empty());
            assertThat(walk(query, 2))
                    .isEqualTo(stand.stream().filter(query::matches).toList());
        }
        var middle = TimeSortedIds.timeOf(stand.get(30).id().value());
        assertThat(walk(between(payer, Direction.OUTGOING, middle, null), 9))
                .isEqualTo(
                        stand.stream().filter(t -> !madeAt(t).isBefore(middle)).toList())
                .contains(stand.get(30));
        assertThat(walk(between(payer, Direction.OUTGOING, null, middle), 9))
                .isEqualTo(
                        stand.stream().filter(t -> madeAt(t).isBefore(middle)).toList());
    }

    @Test
    void listsWhatAnAccountWasCreditedInTheOrderOfItsStatement() {
        var payee = node.account(C);
        var payers = List.of(node.funded(A, 1_000), node.funded(B, 1_000), node.funded(C, 1_000));
        var transfers = IntStream.range(0, 12)
                .mapToObj(i -> node.debited(payers.get(i % 3), payee, 1 + i))
                .toList();
        node.settle(transfers.subList(6, 12));
        node.settle(transfers.subList(0, 6));
        node.setStatus(payee, AccountStatus.FROZEN);
        node.settle(List.of(node.debited(payers.get(0), payee, 1)));
        node.setStatus(payee, AccountStatus.OPEN);
        var late = node.debited(payers.get(0), payee, 99);
        node.credit(late);

        var all = allOf(payee, Direction.INCOMING);

        assertThat(all).as("the refused one never came").hasSize(13);
        assertThat(all.get(0)).as("credited, not finished").isEqualTo(node.read(late));
        assertThat(all.subList(1, 7)).containsExactlyInAnyOrderElementsOf(readAll(transfers.subList(0, 6)));
        assertThat(all.subList(7, 13)).containsExactlyInAnyOrderElementsOf(readAll(transfers.subList(6, 12)));
        for (int limit : List.of(1, 4, 13)) {
            assertThat(walk(of(payee, Direction.INCOMING), limit)).isEqualTo(all);
        }
        var open = new TransferQuery(
                payee,
                Direction.INCOMING,
                Optional.of(TransferStatus.DEBITED),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        assertThat(walk(open, 1)).isEqualTo(all.subList(0, 1));
        node.settle(List.of(late));
    }

    @Test
    void findsWhatWasCreditedInATimeThoughConsumersClocksDisagree() {
        var payee = node.account(B);
        var payer = node.funded(A, 1_000);
        var longAgo = creditedBy(consumer(30, Duration.ofHours(-5)), payer, payee);
        var first = creditedBy(consumer(31, Duration.ofMinutes(-115)), payer, payee);
        var second = creditedBy(consumer(32, Duration.ofMinutes(-120)), payer, payee);
        var now = creditedBy(node.ledger(), payer, payee);
        var between = Instant.now().minus(Duration.ofMinutes(117));

        assertThat(walk(between(payee, Direction.INCOMING, between, null), 2))
                .containsExactlyInAnyOrderElementsOf(readAll(first, now));
        assertThat(walk(between(payee, Direction.INCOMING, null, between), 2))
                .containsExactlyInAnyOrderElementsOf(readAll(longAgo, second));
        assertThat(walk(
                        between(
                                payee,
                                Direction.INCOMING,
                                between.minus(Duration.ofMinutes(10)),
                                between.plus(Duration.ofMinutes(10))),
                        2))
                .containsExactlyInAnyOrderElementsOf(readAll(first, second));
    }

    /** The ledger of a consumer whose clock is wrong. */
    private static Ledger consumer(int number, Duration offset) {
        var clock = Clock.offset(Clock.systemUTC(), offset);
        return new Ledger(node.database(), new TimeSortedIds(number, clock), clock, Sleeper.REAL);
    }

    private static List<Transfer> creditedBy(Ledger consumer, AccountId payer, AccountId payee) {
        var transfers = debitAll(IntStream.range(0, 3)
                .mapToObj(i -> LedgerNode.transfer(payer, payee, 1))
                .toList());
        var legs = consumer.destination().credit(node.shardOf(payee), transfers);
        node.ledger().source().finish(node.shardOf(payer), legs);
        return transfers;
    }

    @Test
    void isCompleteAndRepeatsNothingWhileOthersWrite() throws InterruptedException {
        var payee = node.account(B);
        var payers = List.of(node.funded(A, 10_000), node.funded(C, 10_000));
        for (int i = 0; i < 10; i++) {
            payAndSettle(payers.get(i % 2), payee, 8);
        }
        var before = allOf(payee, Direction.INCOMING);
        var paid = allOf(payers.get(0), Direction.OUTGOING);
        assertThat(before).hasSize(80);
        var writer = new Thread(() -> {
            for (int i = 0; !Thread.currentThread().isInterrupted(); i++) {
                payAndSettle(payers.get(i % 2), payee, 2);
            }
        });
        writer.start();
        try {
            for (int round = 0; round < 3; round++) {
                var incoming = walk(of(payee, Direction.INCOMING), 9);
                assertThat(incoming).doesNotHaveDuplicates();
                assertThat(ids(incoming)).containsAll(ids(before));
                var outgoing = walk(of(payers.get(0), Direction.OUTGOING), 9);
                assertThat(ids(outgoing)).doesNotHaveDuplicates().containsAll(ids(paid));
            }
        } finally {
            writer.interrupt();
            writer.join();
        }
    }

    private static void payAndSettle(AccountId payer, AccountId payee, int count) {
        node.settle(debitAll(IntStream.range(0, count)
                .mapToObj(i -> LedgerNode.transfer(payer, payee, 1))
                .toList()));
    }

    @Test
    void looksAtABoundedNumberOfRowsForAPageAndGoesOn() {
        var payer = node.funded(A, 10_000);
        var payee = node.account(B);
        var wanted = debitAll(List.of(referring(payer, payee, "wanted"))).get(0);
        for (int i = 0; i < 2; i++) {
            debitAll(Collections.nCopies(510, 1).stream()
                    .map(one -> LedgerNode.transfer(payer, payee, one))
                    .toList());
        }
        var query = new TransferQuery(
                payer, Direction.OUTGOING, Optional.empty(), Optional.of("wanted"), Optional.empty(), Optional.empty());

        var first = node.ledger().transferLists().page(query, Optional.empty(), 50);

        assertThat(first.transfers()).isEmpty();
        assertThat(first.next()).isPresent();
        assertThat(node.ledger().transferLists().page(query, first.next(), 50).transfers())
                .containsExactly(wanted);
    }

    @Test
    void walksAlongAnIndexAndSortsNothing() {
        var payer = node.funded(A, 10_000);
        var payee = node.account(A);
        for (int i = 0; i < 4; i++) {
            node.settle(debitAll(IntStream.range(0, 100)
                    .mapToObj(j -> LedgerNode.transfer(payer, payee, 1))
                    .toList()));
        }
        fixture.execute(A, "ANALYZE TABLE transfer, credit_leg");
        long highest = Long.MAX_VALUE;
        assertThat(planOf(
                        TransferRow.SELECT_OF_ACCOUNT,
                        payer.value(),
                        payer.slot().number(),
                        0,
                        highest,
                        51))
                .contains("ix_transfer_account")
                .doesNotContain("filesort");
        assertThat(planOf(CreditLegRow.CREDITS, payee.value(), payee.slot().number(), highest, 51))
                .contains("uq_leg_posting")
                .doesNotContain("filesort");
    }

    private static String planOf(String sql, long... values) {
        try (var connection = fixture.connect(A);
                var statement = connection.prepareStatement("EXPLAIN FORMAT = TRADITIONAL " + sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setLong(i + 1, values[i]);
            }
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getString("type") + " " + rows.getString("key") + " " + rows.getString("Extra");
            }
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static AccountId frozen(ShardId shard) {
        var account = node.account(shard);
        node.setStatus(account, AccountStatus.FROZEN);
        return account;
    }

    private static TransferInstruction referring(AccountId payer, AccountId payee, String reference) {
        return new TransferInstruction(
                TransferKind.TRANSFER, LedgerNode.newKey(), payer, payee, Money.ofMinor(20, LedgerNode.CNY), reference);
    }

    private static List<Transfer> debitAll(List<TransferInstruction> instructions) {
        return node.ledger().source().debit(node.batch(instructions)).stream()
                .map(outcome -> ((DebitOutcome.Stored) outcome).transfer())
                .toList();
    }

    private static List<Transfer> readAll(List<Transfer> transfers) {
        return readAll(transfers, List.of());
    }

    private static List<Transfer> readAll(List<Transfer> some, List<Transfer> others) {
        return Stream.concat(some.stream(), others.stream()).map(node::read).toList();
    }

    private static List<Transfer> allOf(AccountId account, Direction direction) {
        return walk(of(account, direction), 200);
    }

    /** All pages, one after the other. */
    private static List<Transfer> walk(TransferQuery query, int limit) {
        List<Transfer> found = new ArrayList<>();
        Optional<Long> from = Optional.empty();
        TransferPage page;
        do {
            page = node.ledger().transferLists().page(query, from, limit);
            assertThat(page.transfers()).hasSizeLessThanOrEqualTo(limit);
            found.addAll(page.transfers());
            from = page.next();
        } while (from.isPresent());
        return found;
    }

    private static TransferQuery of(AccountId account, Direction direction) {
        return between(account, direction, null, null);
    }

    private static TransferQuery between(AccountId account, Direction direction, Instant since, Instant until) {
        return new TransferQuery(
                account,
                direction,
                Optional.empty(),
                Optional.empty(),
                Optional.ofNullable(since),
                Optional.ofNullable(until));
    }

    private static Instant madeAt(Transfer transfer) {
        return TimeSortedIds.timeOf(transfer.id().value());
    }

    private static List<TransferId> ids(List<Transfer> transfers) {
        return transfers.stream().map(Transfer::id).toList();
    }

    private static Comparator<Transfer> newestFirst() {
        return Comparator.comparing(Transfer::id).reversed();
    }
}

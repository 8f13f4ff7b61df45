package io.settlement.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import io.settlement.consumer.settlement.Fate;
import io.settlement.consumer.settlement.Settlement;
import io.settlement.ledger.AccountId;
import io.settlement.ledger.ShardId;
import io.settlement.ledger.Slot;
import io.settlement.ledger.Transfer;
import io.settlement.ledger.TransferId;
import io.settlement.ledger.TransferStatus;
import io.settlement.ledger.shard.Parking;
import io.settlement.sharding.ShardState;
import io.settlement.sharding.ShardingProperties;
import io.settlement.sharding.SlotMap;
import io.settlement.testing.LedgerFixture;
import io.settlement.testing.LedgerNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the settler makes of the ids that it is given, on real shards. */
class SettlementIT {

    private static final ShardId SOURCE = new ShardId(0);
    private static final ShardId DESTINATION = new ShardId(1);

    private static LedgerFixture cluster;
    private static ConsumerNode consumer;
    private static ConsumerNode other;

    private AccountId payer;
    private AccountId payee;

    @BeforeAll
    static void start() {
        cluster = LedgerFixture.of(2);
        consumer = new ConsumerNode(cluster.node());
        other = new ConsumerNode(cluster.node());
    }

    @AfterAll
    static void stop() {
        consumer.close();
        other.close();
        cluster.close();
    }

    @BeforeEach
    void openAccounts() {
        payer = consumer.ledger().funded(SOURCE, 10_000);
        payee = consumer.ledger().account(DESTINATION);
    }

    @AfterEach
    void prove() {
        cluster.assertConserved();
    }

    @Test
    void creditsOnceWhenTheSameIdsComeFiveTimes() {
        var transfer = debited(700);

        for (int i = 0; i < 5; i++) {
            consumer.settle(transfer, transfer);
        }

        assertThat(consumer.status(transfer)).isEqualTo(TransferStatus.SETTLED);
        assertThat(balance(payer)).isEqualTo(9_300);
        assertThat(balance(payee)).isEqualTo(700);
    }

    @Test
    void reversesOnceWhenThePayeeWasClosedMeanwhile() {
        var transfer = debited(700);
        consumer.ledger().ledger().accounts().close(payee);

        for (int i = 0; i < 5; i++) {
            consumer.settle(transfer);
        }

        assertThat(consumer.status(transfer)).isEqualTo(TransferStatus.REVERSED);
        assertThat(balance(payer)).isEqualTo(10_000);
    }

    @Test
    void twoConsumersWithOverlappingSetsSettleAndReverseEachTransferOnce() throws Exception {
        long seed = System.nanoTime();
        var random = new Random(seed);
        var closed = consumer.ledger().account(DESTINATION);
        List<Transfer> transfers = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            transfers.add(consumer.ledger().debited(payer, i % 3 == 0 ? closed : payee, 10));
        }
        consumer.ledger().ledger().accounts().close(closed);
        var threads = Executors.newFixedThreadPool(4);
        var together = new CyclicBarrier(4);
        List<Future<Settlement>> calls = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            var node = i % 2 == 0 ? consumer : other;
            var some = transfers.stream().filter(t -> random.nextInt(4) > 0).toList();
            calls.add(threads.submit(() -> {
                together.await();
                return node.settle(some);
            }));
        }
        threads.shutdown();
        for (var call : calls) {
            assertThat(call.get(60, TimeUnit.SECONDS).with(Fate.Parked.class)).isEmpty();
        }
        consumer.settle(transfers);

        assertThat(transfers)
                .as("seed %d", seed)
                .allSatisfy(transfer -> assertThat(consumer.status(transfer))
                        .isEqualTo(
                                transfer.instruction().destination().equals(closed)
                                        ? TransferStatus.REVERSED
                                        : TransferStatus.SETTLED));
        assertThat(balance(payer)).isEqualTo(9_600);
        assertThat(balance(payee)).isEqualTo(400);
    }

    @Test
    void idsThatStandInNoTableMoveNothing() {
        var before = cluster.contents();

        var settled = consumer.settleIds(
                new TransferId(payer.value() + 1024),
                new TransferId(1_016),
                new TransferId(Long.MAX_VALUE),
                new TransferId(payer.value()));

        assertThat(settled.with(Fate.Settled.class)).isEmpty();
        assertThat(cluster.contents()).isEqualTo(before);
    }

    @Test
    void poisonAtTheCreditIsParkedWithItsReasonAndItsNeighboursSettle() throws InterruptedException {
        var poison = debited(666);
        List<Transfer> group = new ArrayList<>(List.of(debited(1), debited(2), poison, debited(3), debited(4)));
        cluster.execute(
                DESTINATION,
                "CREATE TRIGGER poison BEFORE INSERT ON credit_leg FOR EACH ROW IF NEW.amount = 666 THEN"
                        + " SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'planted poison'; END IF");
        try {
            consumer.settle(group);
            group.remove(poison);

            assertThat(group)
                    .allSatisfy(
                            transfer -> assertThat(consumer.status(transfer)).isEqualTo(TransferStatus.SETTLED));
            assertThat(consumer.status(poison)).isEqualTo(TransferStatus.DEBITED);
            assertThat(parked(poison).stage()).isEqualTo(Parking.Stage.CREDIT);
            assertThat(parked(poison).reason()).contains("planted poison");
        } finally {
            cluster.execute(DESTINATION, "DROP TRIGGER poison");
        }
        consumer.settle(poison);
        assertThat(consumer.status(poison)).isEqualTo(TransferStatus.SETTLED);
        assertThat(consumer.ledger().ledger().parking().list(SOURCE)).isEmpty();
    }

    @Test
    void poisonAtTheFinishIsParkedAndEndsFromItsLegOnceItCan() throws InterruptedException {
        var poison = debited(10);
        var neighbour = debited(20);
        cluster.execute(
                SOURCE,
                "CREATE TRIGGER poison BEFORE UPDATE ON transfer FOR EACH ROW IF NEW.transfer_id = " + poison.id()
                        + " THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'planted poison'; END IF");
        try {
            consumer.settle(poison, neighbour);

            assertThat(consumer.status(neighbour)).isEqualTo(TransferStatus.SETTLED);
            assertThat(consumer.status(poison)).isEqualTo(TransferStatus.DEBITED);
            assertThat(parked(poison).stage()).isEqualTo(Parking.Stage.FINISH);
        } finally {
            cluster.execute(SOURCE, "DROP TRIGGER poison");
        }
        try (var sweeping = new ConsumerNode(cluster.node())) {
            sweeping.startSweeping();
            assertThat(sweeping.awaitEnd(poison, Duration.ofSeconds(15))).isEqualTo(TransferStatus.SETTLED);
        }
    }

    @Test
    void aConsumerWithAnotherSlotMapMovesNothingAndParksNothing() {
        var transfer = debited(100);
        var shards = cluster.properties().shards();
        var moved =
                new ShardingProperties(cluster.clusterId(), "0=0-10,12-495 1=11,496-991", cluster.control(), shards, 2);
        try (var foreign = new ConsumerNode(cluster.node(moved))) {
            foreign.settle(transfer);
        }
        assertThat(consumer.status(transfer)).isEqualTo(TransferStatus.DEBITED);
        assertThat(consumer.ledger().ledger().parking().list(SOURCE)).isEmpty();
        assertThat(balance(payee)).isZero();
        consumer.settle(transfer);
    }

    /** A map was changed under running processes: both started right, each by its own map, and work at once. */
    @Test
    void twoConsumersWithTwoMapsOnOneGroupReverseAndSettleEachTransferOnce() throws Exception {
        var closed = consumer.ledger().account(DESTINATION);
        List<Transfer> transfers = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            transfers.add(debitedTo(i % 2 == 0 ? closed : payee));
        }
        consumer.ledger().ledger().accounts().close(closed);
        try (var foreign = new ConsumerNode(startedUnder(mapThatMoves(closed, payee)))) {
            var calls = IntStream.range(0, 6)
                    .mapToObj(i -> CompletableFuture.supplyAsync(
                            () -> (i % 2 == 0 ? consumer : foreign).settle(transfers.subList(i, transfers.size() - i))))
                    .toList();
            var ended = calls.stream().map(CompletableFuture::join).toList();
            for (int ofForeign = 1; ofForeign < 6; ofForeign += 2) {
                assertThat(ended.get(ofForeign).with(Fate.Settled.class)).isEmpty();
                assertThat(ended.get(ofForeign).with(Fate.Reversed.class)).isEmpty();
            }
        }
        consumer.settle(transfers);

        assertThat(transfers)
                .allSatisfy(transfer -> assertThat(consumer.status(transfer))
                        .isEqualTo(
                                transfer.instruction().destination().equals(closed)
                                        ? TransferStatus.REVERSED
                                        : TransferStatus.SETTLED));
        assertThat(balance(payer)).isEqualTo(9_920);
        assertThat(balance(payee)).isEqualTo(80);
    }

    /** The cluster's own map, except that these payees are looked for on the source shard. */
    private static SlotMap mapThatMoves(AccountId... payees) {
        var moved = Arrays.stream(payees).map(payee -> payee.slot().number()).collect(Collectors.toSet());
        var bySlot = IntStream.range(0, 992)
                .boxed()
                .collect(Collectors.groupingBy(
                        slot -> moved.contains(slot)
                                ? 0
                                : cluster.slotMap().shardOf(new Slot(slot)).number(),
                        Collectors.mapping(String::valueOf, Collectors.joining(","))));
        return SlotMap.parse("0=" + bySlot.get(0) + " 1=" + bySlot.get(1));
    }

    /** A process that found its own map in the heads when it started, before they were set back. */
    private static LedgerNode startedUnder(SlotMap map) {
        var own = cluster.slotMap().digest();
        var properties = new ShardingProperties(
                cluster.clusterId(),
                map.canonicalText(),
                cluster.control(),
                cluster.properties().shards(),
                8);
        setHeads(map.digest());
        try {
            var node = cluster.node(properties);
            assertThat(node.database().states().values()).allMatch(ShardState::isUp);
            return node;
        } finally {
            setHeads(own);
        }
    }

    private static void setHeads(String digest) {
        cluster.shards()
                .forEach(shard -> cluster.execute(shard, "UPDATE shard_head SET map_digest = '" + digest + "'"));
    }

    @Test
    void swappedDatabasesMoveNothing() {
        var transfer = debited(100);
        var swapped = List.of(
                cluster.properties().shards().get(1),
                cluster.properties().shards().get(0));
        try (var foreign = new ConsumerNode(cluster.node(cluster.properties(swapped)))) {
            foreign.settle(transfer);
        }
        assertThat(consumer.status(transfer)).isEqualTo(TransferStatus.DEBITED);
        consumer.settle(transfer);
    }

    private Transfer debitedTo(AccountId account) {
        return consumer.ledger().debited(payer, account, 10);
    }

    @Test
    void theSweeperCreditsNoParkedTransferHoweverManyAreParkedBeforeIt() throws InterruptedException {
        var parked = debited(10);
        var other = debited(20);
        cluster.execute(
                SOURCE,
                "INSERT INTO parking SELECT seq * 1024, 992, 'CREDIT', 'planted', NOW(6) FROM "
                        + LedgerFixture.numbers(1, Parking.MOST_LISTED));
        try (var sweeping = new ConsumerNode(cluster.node())) {
            sweeping.ledger().ledger().parking().park(SOURCE, parked.id(), Parking.Stage.CREDIT, "breaks its group");
            sweeping.startSweeping();
            assertThat(sweeping.awaitEnd(other, Duration.ofSeconds(15))).isEqualTo(TransferStatus.SETTLED);
            Thread.sleep(500);
            assertThat(sweeping.status(parked)).isEqualTo(TransferStatus.DEBITED);
        } finally {
            cluster.execute(SOURCE, "DELETE FROM parking WHERE reason = 'planted'");
        }
        consumer.settle(parked);
    }

    private Transfer debited(long amount) {
        return consumer.ledger().debited(payer, payee, amount);
    }

    private static long balance(AccountId account) {
        return consumer.ledger().balance(account);
    }

    private static Parking.Parked parked(Transfer transfer) {
        return consumer.ledger().ledger().parking().list(SOURCE).stream()
                .filter(parked -> parked.transferId().equals(transfer.id()))
                .findFirst()
                .orElseThrow();
    }
}

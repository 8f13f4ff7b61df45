package io.settlement.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import io.settlement.faults.Direction;
import io.settlement.ledger.AccountId;
import io.settlement.ledger.ShardId;
import io.settlement.ledger.Transfer;
import io.settlement.ledger.TransferStatus;
import io.settlement.testing.LedgerFixture;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A shard goes away, the payees' or the payers', before, in the middle of, or after a credit. */
class LostShardIT {

    private static final ShardId SOURCE = new ShardId(0);
    private static final ShardId HEALTHY = new ShardId(1);
    private static final ShardId LOST = new ShardId(2);
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private LedgerFixture cluster;
    private ConsumerNode consumer;
    private AccountId payer;
    private AccountId near;
    private AccountId far;

    @BeforeEach
    void start() {
        cluster = LedgerFixture.of(3);
        consumer = new ConsumerNode(cluster.node());
        payer = consumer.ledger().funded(SOURCE, 100_000);
        near = consumer.ledger().account(HEALTHY);
        far = consumer.ledger().account(LOST);
    }

    @AfterEach
    void stop() {
        cluster.proxy(LOST).heal();
        cluster.assertConserved();
        consumer.close();
        cluster.close();
    }

    @Test
    void theOthersSettleAsFastAsBeforeAndItsOwnSettleAfterItReturns() throws InterruptedException {
        long before = medianMillisOfSettling();
        cluster.proxy(LOST).link().refuseConnections();
        cluster.proxy(LOST).link().resetConnections();
        List<Transfer> lost = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            lost.add(consumer.ledger().debited(payer, far, 10));
            consumer.settle(lost.get(i), consumer.ledger().debited(payer, near, 1));
        }

        assertThat(medianMillisOfSettling())
                .as("median of settling between the others; %d ms before", before)
                .isLessThan(2 * before + 50);
        assertThat(lost)
                .allSatisfy(transfer -> assertThat(consumer.status(transfer)).isEqualTo(TransferStatus.DEBITED));

        consumer.startSweeping();
        cluster.proxy(LOST).heal();
        for (var transfer : lost) {
            assertThat(consumer.awaitEnd(transfer, PATIENCE)).isEqualTo(TransferStatus.SETTLED);
        }
        assertThat(consumer.ledger().balance(far)).isEqualTo(50);
    }

    @Test
    void aLostSourceShardHoldsUpNoneOfTheOthersAndItsOwnSettleAfterItReturns() throws InterruptedException {
        var lost = debitedOn(LOST, 5);
        long before = medianMillisOfSettling();
        cluster.proxy(LOST).link().refuseConnections();
        cluster.proxy(LOST).link().resetConnections();
        for (var transfer : lost) {
            consumer.settle(transfer, consumer.ledger().debited(payer, near, 1));
        }

        assertThat(medianMillisOfSettling())
                .as("median of settling between the others; %d ms before", before)
                .isLessThan(2 * before + 50);
        consumer.startSweeping();
        cluster.proxy(LOST).heal();
        for (var transfer : lost) {
            assertThat(consumer.awaitEnd(transfer, PATIENCE)).isEqualTo(TransferStatus.SETTLED);
        }
    }

    /** Worse than a refused connection: every statement waits out its socket. */
    @Test
    void aShardThatSaysNothingHoldsUpNoneOfTheOthers() throws InterruptedException {
        var stuck = new ArrayList<>(debitedOn(LOST, 4));
        for (int i = 0; i < 4; i++) {
            stuck.add(consumer.ledger().debited(payer, far, 10));
        }
        long before = medianMillisOfSettling();
        cluster.proxy(LOST).link().stall(Direction.SERVER_TO_CLIENT);
        var inOneNotice = consumer.ledger().debited(payer, near, 10);
        var mixed = settling(consumer.ledger().debited(payer, far, 10), inOneNotice);
        assertThat(consumer.awaitEnd(inOneNotice, Duration.ofSeconds(2)))
                .as("named in one notice with a transfer to the silent shard")
                .isEqualTo(TransferStatus.SETTLED);
        var waiting = stuck.stream().map(this::settling).toList();
        Thread.sleep(500);
        assertThat(waiting).as("beyond any patience, still at it").noneMatch(CompletableFuture::isDone);

        assertThat(medianMillisOfSettling())
                .as("median of settling beside the silent shard; %d ms before", before)
                .isLessThan(2 * before + 50);
        cluster.proxy(LOST).heal();
        mixed.join();
        waiting.forEach(CompletableFuture::join);
        consumer.startSweeping();
        for (var transfer : stuck) {
            assertThat(consumer.awaitEnd(transfer, PATIENCE)).isEqualTo(TransferStatus.SETTLED);
        }
        assertThat(consumer.ledger().ledger().parking().list(LOST)).isEmpty();
    }

    private CompletableFuture<?> settling(Transfer... notice) {
        return CompletableFuture.runAsync(() -> consumer.settle(notice), command -> {
            var thread = new Thread(command, "stuck-call");
            thread.setDaemon(true);
            thread.start();
        });
    }

    private List<Transfer> debitedOn(ShardId source, int count) {
        var elsewhere = consumer.ledger().funded(source, 1_000);
        List<Transfer> transfers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            transfers.add(consumer.ledger().debited(elsewhere, near, 10));
        }
        return transfers;
    }

    @Test
    void aCreditWhoseAnswerWasLostIsNeverReversedHoweverOldItGets() throws InterruptedException {
        var transfer = consumer.ledger().debited(payer, far, 100);
        try (var commit = cluster.proxy(LOST).onCommit().resetInsteadOfAnswer()) {
            consumer.settle(transfer);
            commit.awaitAnswered(PATIENCE);
            cluster.proxy(LOST).link().refuseConnections();
            cluster.proxy(LOST).link().resetConnections();
        }
        cluster.execute(SOURCE, "UPDATE debit_batch SET sweeps = 26 WHERE open_count > 0");
        consumer.startSweeping();
        Thread.sleep(4_000);

        assertThat(consumer.stuck(SOURCE)).as("somebody hears of it").isPositive();
        assertThat(consumer.status(transfer)).as("ten times the sweeper's age").isEqualTo(TransferStatus.DEBITED);
        assertThat(consumer.ledger().balance(payer)).isEqualTo(99_900);

        cluster.proxy(LOST).heal();
        assertThat(consumer.awaitEnd(transfer, PATIENCE)).isEqualTo(TransferStatus.SETTLED);
        assertThat(consumer.ledger().balance(far)).isEqualTo(100);
    }

    @Test
    void aDatabaseThatStopsAnsweringIsNotTakenForPoison() throws InterruptedException {
        var transfer = consumer.ledger().debited(payer, far, 100);
        cluster.proxy(LOST).link().stall(Direction.SERVER_TO_CLIENT);

        consumer.settle(transfer);

        assertThat(consumer.status(transfer)).isEqualTo(TransferStatus.DEBITED);
        assertThat(consumer.ledger().ledger().parking().list(SOURCE)).isEmpty();
        cluster.proxy(LOST).heal();
        consumer.startSweeping();
        assertThat(consumer.awaitEnd(transfer, PATIENCE)).isEqualTo(TransferStatus.SETTLED);
    }

    private long medianMillisOfSettling() {
        List<Long> times = new ArrayList<>();
        for (int i = 0; i < 15; i++) {
            var transfer = consumer.ledger().debited(payer, near, 1);
            long start = System.nanoTime();
            consumer.settle(transfer);
            times.add((System.nanoTime() - start) / 1_000_000);
            assertThat(consumer.status(transfer)).isEqualTo(TransferStatus.SETTLED);
        }
        times.sort(null);
        return times.get(times.size() / 2);
    }
}

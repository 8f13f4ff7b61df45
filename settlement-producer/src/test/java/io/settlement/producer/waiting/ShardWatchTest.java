package io.settlement.producer.waiting;

import static org.assertj.core.api.Assertions.assertThat;

import io.settlement.ledger.AccountId;
import io.settlement.ledger.BatchId;
import io.settlement.ledger.IdempotencyKey;
import io.settlement.ledger.Transfer;
import io.settlement.ledger.TransferId;
import io.settlement.ledger.TransferInstruction;
import io.settlement.ledger.TransferKind;
import io.settlement.ledger.TransferStatus;
import io.settlement.money.CurrencyCode;
import io.settlement.money.Money;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What all who wait on one shard cost together, and how each of their waits ends. */
@Timeout(30)
class ShardWatchTest {

    private static final Duration LONG = Duration.ofSeconds(20);

    private final Set<TransferId> ended = ConcurrentHashMap.newKeySet();
    private final AtomicInteger looks = new AtomicInteger();
    private final ScheduledThreadPoolExecutor threads = new ScheduledThreadPoolExecutor(2);
    private final ShardWatch watch = new ShardWatch(this::look, threads);
    private volatile boolean silent;

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    private List<Transfer> look(List<TransferId> asked) {
        looks.incrementAndGet();
        if (silent) {
            throw new IllegalStateException("planted: the shard does not answer");
        }
        return asked.stream()
                .filter(ended::contains)
                .map(id -> transfer(id.value(), TransferStatus.SETTLED))
                .toList();
    }

    private static Transfer transfer(long id, TransferStatus status) {
        var instruction = new TransferInstruction(
                TransferKind.TRANSFER,
                new IdempotencyKey("k"),
                new AccountId(1024),
                new AccountId(2048),
                Money.ofMinor(1, CurrencyCode.of("CNY")),
                "");
        return new Transfer(new TransferId(id), instruction, status, Optional.empty(), new BatchId(2016));
    }

    private CompletableFuture<Transfer> await(long id, Duration atMost) {
        return watch.await(transfer(id, TransferStatus.DEBITED), atMost).orElseThrow();
    }

    private static TransferStatus status(CompletableFuture<Transfer> wait) throws Exception {
        return wait.get(10, TimeUnit.SECONDS).status();
    }

    @Test
    void asksOnceForAllWhoWaitAndNotAtAllWhenNobodyDoes() throws Exception {
        Thread.sleep(100);
        assertThat(looks).as("nobody waits").hasValue(0);
        List<CompletableFuture<Transfer>> waits = new ArrayList<>();
        for (int i = 1; i <= 1000; i++) {
            waits.add(await(i, LONG));
            waits.add(await(i, LONG));
        }
        Thread.sleep(300);
        assertThat(looks).hasValueBetween(2, 20);
        for (int i = 1; i <= 1000; i++) {
            ended.add(new TransferId(i));
        }
        for (var wait : waits) {
            assertThat(status(wait)).isEqualTo(TransferStatus.SETTLED);
        }
        Thread.sleep(100);
        int last = looks.get();
        Thread.sleep(200);
        assertThat(looks).as("nobody waits any more").hasValue(last);
        assertThat(watch.waiting()).isZero();

        ended.add(new TransferId(5000));
        assertThat(status(await(5000, LONG))).as("it looks again for the next").isEqualTo(TransferStatus.SETTLED);
    }

    @Test
    void endsAWaitByItsOwnTimeThoughTheShardIsSilentAndGoesOnWhenItAnswers() throws Exception {
        silent = true;
        var patient = await(1, LONG);
        assertThat(status(await(2, Duration.ofMillis(100)))).isEqualTo(TransferStatus.DEBITED);
        assertThat(patient).isNotDone();
        ended.add(new TransferId(1));
        silent = false;
        assertThat(status(patient)).isEqualTo(TransferStatus.SETTLED);
    }

    @Test
    void hasRoomForABoundedNumberAndGivesItBack() throws Exception {
        for (int i = 1; i <= ShardWatch.MOST_WAITING; i++) {
            await(i, LONG);
        }
        assertThat(watch.await(transfer(9999, TransferStatus.DEBITED), LONG)).isEmpty();
        watch.giveUp();
        assertThat(watch.waiting()).isZero();
        assertThat(status(await(9999, Duration.ZERO))).isEqualTo(TransferStatus.DEBITED);
    }

    @Test
    void endsAWaitAtOnceThatComesAfterTheThreadsAreGone() throws Exception {
        threads.shutdownNow();
        assertThat(status(await(1, LONG))).isEqualTo(TransferStatus.DEBITED);
    }
}

package io.settlement.producer;

import static io.settlement.producer.ProducerNode.stored;
import static io.settlement.testing.LedgerNode.transfer;
import static org.assertj.core.api.Assertions.assertThat;

import io.settlement.faults.StatementEvent;
import io.settlement.faults.StatementFault;
import io.settlement.faults.StatementFaults;
import io.settlement.ledger.AccountId;
import io.settlement.ledger.ShardId;
import io.settlement.localstack.RocketMq;
import io.settlement.producer.batching.Answer;
import io.settlement.producer.batching.BatchingProperties;
import io.settlement.testing.LedgerFixture;
import io.settlement.testing.LedgerNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A lane lives as long as its service, whatever its batches meet, and then ends in time. */
class LaneLifeIT {

    private static final ShardId SOURCE = new ShardId(0);
    private static final ShardId OTHER = new ShardId(1);

    private static RocketMq broker;
    private static LedgerFixture cluster;
    private static LedgerNode ledger;

    private AccountId payer;
    private AccountId payee;

    @BeforeAll
    static void start() {
        broker = ProducerNode.sharedBroker();
        cluster = LedgerFixture.of(2);
        ledger = cluster.node();
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @BeforeEach
    void openAccounts() {
        payer = ledger.funded(SOURCE, 10_000);
        payee = ledger.account(OTHER);
    }

    @AfterEach
    void heal() {
        ledger.heal();
        cluster.assertConserved();
    }

    @Test
    void errorsOfTheAnnouncerEndNoLaneAndLeaveNobodyWithoutAnAnswer() {
        var notices = new AtomicInteger();
        try (var producer = new ProducerNode(ledger, broker, Duration.ofSeconds(5), announcer -> (notice, debit) -> {
            if (notices.incrementAndGet() <= 4) {
                throw new NoClassDefFoundError("planted");
            }
            announcer.announce(notice, debit);
        })) {
            for (int i = 0; i < 4; i++) {
                assertThat(producer.answer(transfer(payer, payee, 1)))
                        .as("its debit was never begun")
                        .isInstanceOf(Answer.NotAccepted.class);
            }
            assertThat(stored(producer.answer(transfer(payer, payee, 1)))
                            .status()
                            .isFinal())
                    .as("the lane goes on")
                    .isFalse();
            assertThat(producer.count("settlement.lane.unexpected", "failure", "NoClassDefFoundError"))
                    .isEqualTo(4);
        }
    }

    @Test
    void anErrorInsideTheDebitIsItsFailureAndNoPoison() {
        try (var producer = new ProducerNode(ledger, broker)) {
            for (int i = 0; i < 3; i++) {
                ledger.faults(SOURCE).add(overflowingOnce());
                var first = ledger.deposit(payer, 5);

                assertThat(producer.answer(first))
                        .as("fenced, and the key is free")
                        .isInstanceOf(Answer.NotAccepted.class);
                assertThat(stored(producer.answer(first)).instruction())
                        .as("the lane of deposits goes on")
                        .isEqualTo(first);
            }
            ledger.faults(SOURCE).add(overflowingOnce());
            assertThat(producer.answer(transfer(payer, payee, 1))).isInstanceOf(Answer.NotAccepted.class);

            assertThat(ledger.ledger().openWork().poison(SOURCE, 10)).isEmpty();
            assertThat(producer.count("settlement.batches.failed", "failure", "StackOverflowError"))
                    .isEqualTo(4);
        }
    }

    private static StatementFault overflowingOnce() {
        return StatementFaults.afterNth(1, StatementEvent.statement("(?is)insert into transfer.*"), event -> {
            throw new StackOverflowError("planted");
        });
    }

    @Test
    void closingIsBoundedForAllLanesTogetherAndNothingNewIsTakenMeanwhile() {
        var never = new CountDownLatch(1);
        var batching = new BatchingProperties(8192, 1, Duration.ofSeconds(60), Duration.ofMillis(1_500));
        var producer =
                new ProducerNode(ledger, broker, batching, announcer -> (notice, debit) -> BusyLane.await(never));
        var other = ledger.funded(OTHER, 10_000);
        List<CompletableFuture<Answer>> held = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            held.addAll(producer.submit(transfer(payer, other, 1), transfer(other, payer, 1)));
        }
        ProducerNode.pause(300);

        long start = System.nanoTime();
        var closing = CompletableFuture.runAsync(producer::close);
        ProducerNode.pause(300);
        assertThat(List.of(producer.answer(transfer(payer, other, 1)), producer.answer(transfer(other, payer, 1))))
                .as("every lane refuses from the start")
                .allSatisfy(answer -> assertThat(answer).isInstanceOf(Answer.Busy.class));
        closing.orTimeout(30, TimeUnit.SECONDS).join();

        var took = Duration.ofNanos(System.nanoTime() - start);

        assertThat(took).as("four lanes of which two hang").isLessThan(Duration.ofMillis(2_900));
        assertThat(ProducerNode.await(held))
                .as("nobody is left without an answer, neither at the broker nor in a queue")
                .hasSize(8)
                .allSatisfy(answer -> assertThat(answer).isNotInstanceOf(Answer.Decided.class));
    }
}

package io.settlement.producer;

import static io.settlement.producer.ProducerNode.stored;
import static io.settlement.testing.LedgerNode.transfer;
import static org.assertj.core.api.Assertions.assertThat;

import io.settlement.faults.StatementEvent;
import io.settlement.faults.StatementFault;
import io.settlement.faults.StatementFaults;
import io.settlement.ledger.AccountId;
import io.settlement.ledger.FenceOutcome;
import io.settlement.ledger.ShardId;
import io.settlement.ledger.TransferInstruction;
import io.settlement.localstack.RocketMq;
import io.settlement.producer.batching.Announcer;
import io.settlement.producer.batching.Answer;
import io.settlement.producer.batching.BatchingProperties;
import io.settlement.testing.LedgerFixture;
import io.settlement.testing.LedgerNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** "Not accepted" is said of a key only where it is certain; each test is a way in which it was once said untruly. */
class NotAcceptedIT {

    private static final ShardId SOURCE = new ShardId(0);
    private static final String LOOK = "(?is)select .* from transfer .*idem_key.*";

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
        payee = ledger.account(new ShardId(1));
    }

    @AfterEach
    void heal() {
        cluster.proxy(SOURCE).heal();
        ledger.heal();
        ledger.awaitAnswer(SOURCE);
        cluster.assertConserved();
    }

    /** The broker takes no half: the announcer returns without having called the debit. */
    private static UnaryOperator<Announcer> refusing() {
        return announcer -> (notice, debit) -> {};
    }

    @Test
    void storedKeysThatCannotBeReadAreUnknown() {
        var debited = transfer(payer, payee, 100);
        ledger.debited(debited);
        try (var producer = new ProducerNode(ledger, broker, Duration.ofSeconds(30), refusing())) {
            ledger.faults(SOURCE)
                    .add(StatementFaults.beforeNth(
                            1, StatementEvent.statement(LOOK), StatementFaults.lostConnection()));

            assertThat(producer.answer(debited)).as("the look failed").isInstanceOf(Answer.Unknown.class);
            assertThat(stored(producer.answer(debited)).instruction())
                    .as("the look was answered")
                    .isEqualTo(debited);
            assertThat(producer.answer(transfer(payer, payee, 1))).isInstanceOf(Answer.NotAccepted.class);
        }
    }

    @Test
    void keysThatNobodyHasTimeToLookAtAreUnknown() {
        var debited = transfer(payer, payee, 100);
        ledger.debited(debited);
        var looking = new CountDownLatch(1);
        var oneByOne = new BatchingProperties(8192, 1, Duration.ofSeconds(30), Duration.ofSeconds(20));
        try (var producer = new ProducerNode(ledger, broker, oneByOne, refusing())) {
            ledger.faults(SOURCE).add(before(StatementEvent.statement(LOOK), looking));
            List<TransferInstruction> many = new ArrayList<>();
            for (int i = 0; i < 80; i++) {
                many.add(transfer(payer, payee, 1));
            }
            producer.submit(many.toArray(TransferInstruction[]::new));
            ProducerNode.pause(500);

            assertThat(producer.answer(debited)).isInstanceOf(Answer.Unknown.class);
            looking.countDown();
        }
    }

    @Test
    void aKeyWhoseEarlierTryIsUnderWayIsUnknownAndItsNeighbourIsNotAccepted() {
        var tried = transfer(payer, payee, 100);
        var atTheBroker = new CountDownLatch(1);
        var notices = new AtomicInteger();
        try (var producer = new ProducerNode(ledger, broker, Duration.ofSeconds(2), announcer -> (notice, debit) -> {
            if (notices.incrementAndGet() == 1) {
                BusyLane.await(atTheBroker);
                announcer.announce(notice, debit);
            }
        })) {
            assertThat(producer.answer(tried)).as("its time is up").isInstanceOf(Answer.Unknown.class);

            assertThat(producer.answer(tried))
                    .as("the repeat's half is refused while the first try may still debit")
                    .isInstanceOf(Answer.Unknown.class);
            assertThat(producer.answer(transfer(payer, payee, 1))).isInstanceOf(Answer.NotAccepted.class);

            atTheBroker.countDown();
            assertThat(ProducerNode.await(Duration.ofSeconds(10), () -> rows(tried) == 1))
                    .as("as it does")
                    .isTrue();
            assertThat(stored(producer.answer(tried)).instruction()).isEqualTo(tried);
        }
    }

    @Test
    void aBatchThatNobodyWaitsForIsNotCutAgain() {
        var fenced = transfer(payer, payee, 100);
        var notices = new AtomicInteger();
        try (var producer = new ProducerNode(ledger, broker, Duration.ofMillis(500), announcer -> (notice, debit) -> {
            notices.incrementAndGet();
            announcer.announce(notice, debit);
        })) {
            ledger.faults(SOURCE)
                    .add(StatementFaults.beforeNth(
                            1, StatementEvent.statement("(?is)insert into debit_batch.*"), event -> {
                                checkBack(producer);
                                ProducerNode.pause(800);
                            }));

            assertThat(producer.answer(fenced)).as("its time is up").isInstanceOf(Answer.Unknown.class);
            ProducerNode.pause(1_500);

            assertThat(notices).as("half messages").hasValue(1);
            assertThat(rows(fenced)).isZero();
        }
    }

    private static void checkBack(ProducerNode producer) {
        var fencing = CompletableFuture.runAsync(() -> producer.announcer()
                .listener()
                .checkLocalTransaction(
                        CommitTroubleIT.half(producer.inFlight().orElseThrow().batchId())));
        fencing.join();
    }

    @Test
    void nothingIsSentToASilentShardUntilItsUnknownBatchesAreResolved() {
        var unknown = transfer(payer, payee, 100);
        var refuses = new AtomicBoolean();
        var notices = new AtomicInteger();
        try (var producer = new ProducerNode(ledger, broker, Duration.ofMillis(1_500), announcer -> (notice, debit) -> {
                    notices.incrementAndGet();
                    if (!refuses.get()) {
                        announcer.announce(notice, debit);
                    }
                });
                var commit = cluster.proxy(SOURCE).onCommit().call(command -> {
                    cluster.proxy(SOURCE).link().refuseConnections();
                    cluster.proxy(SOURCE).link().resetConnections();
                })) {
            assertThat(producer.answer(unknown)).isInstanceOf(Answer.Unknown.class);
            assertThat(commit.struck()).isEqualTo(1);
            assertThat(ProducerNode.await(Duration.ofSeconds(20), () -> producer.unresolved(SOURCE) == 1))
                    .as("not even the fence had an answer")
                    .isTrue();
            assertThat(producer.fenced(SOURCE, FenceOutcome.UNKNOWN)).isEqualTo(1);

            assertThat(producer.answer(transfer(payer, payee, 1)))
                    .as("no look was answered")
                    .isNotInstanceOf(Answer.NotAccepted.class);
            assertThat(notices).as("half messages").hasValue(1);

            refuses.set(true);
            cluster.proxy(SOURCE).heal();
            assertThat(ProducerNode.await(
                            Duration.ofSeconds(20), () -> producer.answer(unknown) instanceof Answer.NotAccepted))
                    .as("the fence stands, so it is certain now")
                    .isTrue();
            assertThat(producer.fenced(SOURCE, FenceOutcome.NEVER_DEBITED)).isEqualTo(1);
            assertThat(rows(unknown)).isZero();
        }
    }

    private static StatementFault before(Predicate<StatementEvent> matches, CountDownLatch latch) {
        return new StatementFault() {
            @Override
            public void before(StatementEvent event) {
                if (matches.test(event)) {
                    BusyLane.await(latch);
                }
            }
        };
    }

    private static long rows(TransferInstruction instruction) {
        return cluster.numberOverAll("SELECT COUNT(*) FROM transfer WHERE idem_key = '" + instruction.key() + "'");
    }
}

package io.settlement.producer;

import static io.settlement.producer.ProducerNode.stored;
import static io.settlement.testing.LedgerNode.transfer;
import static org.assertj.core.api.Assertions.assertThat;

import io.settlement.contract.TransfersDebited;
import io.settlement.faults.StatementEvent;
import io.settlement.faults.StatementFaults;
import io.settlement.ledger.AccountId;
import io.settlement.ledger.BatchId;
import io.settlement.ledger.FenceOutcome;
import io.settlement.ledger.ShardId;
import io.settlement.localstack.RocketMq;
import io.settlement.producer.batching.Announcer;
import io.settlement.producer.batching.Answer;
import io.settlement.sharding.ShardingProperties;
import io.settlement.sharding.ShardingProperties.Database;
import io.settlement.testing.LedgerFixture;
import java.time.Duration;
import java.util.List;
import org.apache.rocketmq.client.producer.LocalTransactionState;
import org.apache.rocketmq.common.message.MessageExt;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The outcome of a commit is not known at once; the caller's definite answer is true all the same. */
class CommitTroubleIT {

    private static final ShardId SOURCE = new ShardId(0);
    private static final Duration SOON = Duration.ofSeconds(20);

    private static RocketMq broker;
    private static LedgerFixture cluster;
    private static ProducerNode producer;

    private AccountId payer;
    private AccountId payee;

    @BeforeAll
    static void start() {
        broker = ProducerNode.sharedBroker();
        cluster = LedgerFixture.of(2);
        producer = new ProducerNode(cluster.node(withShortSocketTimeout(cluster.properties())), broker);
    }

    /** So that a COMMIT held for a second outlives its socket, within the time the server lets a transaction idle. */
    private static ShardingProperties withShortSocketTimeout(ShardingProperties properties) {
        var shards = properties.shards().stream()
                .map(database -> new Database(
                        database.jdbcUrl() + (database.jdbcUrl().contains("?") ? "&" : "?") + "socketTimeout=1000",
                        database.username(),
                        database.password()))
                .toList();
        return cluster.properties(shards);
    }

    @AfterAll
    static void stop() {
        producer.close();
        cluster.close();
    }

    @BeforeEach
    void openAccounts() {
        payer = producer.ledger().funded(SOURCE, 10_000);
        payee = producer.ledger().account(new ShardId(1));
    }

    @AfterEach
    void heal() {
        cluster.proxy(SOURCE).heal();
        producer.ledger().heal();
        cluster.assertConserved();
    }

    @Test
    void aCommitDeliveredAfterItsSocketTimedOutIsAnsweredFromTheRow() {
        var instruction = transfer(payer, payee, 100);
        try (var commit = cluster.proxy(SOURCE).onCommit().holdFor(Duration.ofMillis(1_600))) {
            var answer = producer.answer(instruction);

            commit.awaitAnswered(SOON);
            assertTrue(instruction.key().value(), answer);
            assertThat(answer).isInstanceOf(Answer.Decided.class);
        }
        assertThat(producer.ledger().balance(payer)).isEqualTo(9_900);
    }

    @Test
    void aCommitWhoseAnswerIsLostIsAnsweredFromTheRow() {
        var instruction = transfer(payer, payee, 100);
        double before = producer.fenced(SOURCE, FenceOutcome.DEBITED);
        try (var commit = cluster.proxy(SOURCE).onCommit().loseAnswer()) {
            var answer = producer.answer(instruction);

            commit.awaitAnswered(SOON);
            assertThat(stored(answer).instruction()).isEqualTo(instruction);
        }
        assertThat(producer.fenced(SOURCE, FenceOutcome.DEBITED)).isEqualTo(before + 1);
        assertThat(producer.ledger().balance(payer)).isEqualTo(9_900);
    }

    @Test
    void aConnectionLostBeforeCommitMovesNothingAndSaysSo() {
        var instruction = transfer(payer, payee, 100);
        try (var commit = cluster.proxy(SOURCE).onCommit().resetBeforeDelivery()) {
            var answer = producer.answer(instruction);

            assertThat(commit.struck()).isEqualTo(1);
            assertThat(answer).isInstanceOf(Answer.NotAccepted.class);
        }
        assertThat(rows(instruction.key().value())).isZero();
        assertThat(stored(producer.answer(instruction)).status().isFinal())
                .as("the same key works later")
                .isFalse();
    }

    @Test
    void aCommitHeldForEverIsNeverAnsweredWithAnUntruth() {
        var instruction = transfer(payer, payee, 100);
        try (var commit = cluster.proxy(SOURCE).onCommit().hold()) {
            var answer = producer.answer(instruction);
            commit.release();
            // The server has cut the idle transaction; at most its socket takes the COMMIT.
            ProducerNode.await(Duration.ofSeconds(2), () -> commit.delivered() == 1);

            assertThat(answer).isInstanceOf(Answer.NotAccepted.class);
            assertTrue(instruction.key().value(), answer);
        }
    }

    @Test
    void aCheckBackThatFencesBeforeTheDebitBeginsMakesItCutAgain() {
        var instruction = transfer(payer, payee, 100);
        producer.ledger()
                .faults(SOURCE)
                .add(StatementFaults.beforeNth(
                        1, StatementEvent.statement("(?is)insert into debit_batch.*"), event -> fenceNewestHalf()));

        var answer = producer.answer(instruction);

        assertThat(fenced).isEqualTo(LocalTransactionState.ROLLBACK_MESSAGE);
        assertThat(stored(answer).instruction()).isEqualTo(instruction);
        assertThat(rows(instruction.key().value())).isEqualTo(1);
        assertThat(stored(answer).debitTxn().value()).as("under a new batch id").isNotEqualTo(newestBatch);
        assertThat(producer.ledger().balance(payer)).isEqualTo(9_900);
    }

    @Test
    void aCheckBackDuringTheOpenDebitWaitsAndTellsTheTruth() throws Exception {
        var instruction = transfer(payer, payee, 100);
        var checkBack = new CheckBack();
        producer.ledger()
                .faults(SOURCE)
                .add(StatementFaults.afterNth(1, StatementEvent.statement("(?is)insert into transfer.*"), event -> {
                    checkBack.start();
                    ProducerNode.pause(700);
                }));

        var answer = producer.answer(instruction);
        checkBack.join(10_000);

        assertThat(stored(answer).instruction()).isEqualTo(instruction);
        assertThat(checkBack.state).isEqualTo(LocalTransactionState.COMMIT_MESSAGE);
    }

    @Test
    void theBrokersOwnCheckBackDeliversWhatWasDebitedAndRollsBackWhatNeverWas() {
        BatchId debited;
        try (var commit = cluster.proxy(SOURCE).onCommit().resetInsteadOfAnswer()) {
            assertThat(stored(producer.answer(transfer(payer, payee, 100)))
                            .status()
                            .isFinal())
                    .isFalse();
            commit.awaitAnswered(SOON);
            debited = new BatchId(inFlight());
        }
        var never = new BatchId(producer.ledger().ids().next(SOURCE.pinnedSlot()));
        producer.announcer()
                .announce(new TransfersDebited(never.value(), List.of(1L)), () -> Announcer.Verdict.UNKNOWN);

        assertThat(ProducerNode.await(Duration.ofSeconds(30), () -> ProducerNode.visible(broker, debited) > 0))
                .as("the message of the batch whose commit had no answer is delivered")
                .isTrue();
        var fenced = "SELECT COUNT(*) FROM debit_batch WHERE state = 'FENCED' AND batch_id = " + never;
        assertThat(ProducerNode.await(Duration.ofSeconds(30), () -> cluster.number(SOURCE, fenced) == 1))
                .as("the half without a debit is fenced")
                .isTrue();
        ProducerNode.pause(1_000);
        assertThat(ProducerNode.visible(broker, never)).as("and not delivered").isZero();
    }

    @Test
    void aCheckBackInAProcessWithAnotherMapAnswersUnknown() {
        var batch = producer.ledger().ids().next(SOURCE.pinnedSlot());
        try (var other = new ProducerNode(
                cluster.node(new ShardingProperties(
                        cluster.clusterId(),
                        "0=0-10,12-495 1=11,496-991",
                        cluster.control(),
                        cluster.properties().shards(),
                        2)),
                broker)) {
            assertThat(other.announcer().listener().checkLocalTransaction(half(batch)))
                    .isEqualTo(LocalTransactionState.UNKNOW);
        }
        assertThat(cluster.number(SOURCE, "SELECT COUNT(*) FROM debit_batch WHERE batch_id = " + batch))
                .isZero();
    }

    private long newestBatch;
    private LocalTransactionState fenced;

    /** Asks as the broker would, for the half that is in flight at this moment. */
    private void fenceNewestHalf() {
        newestBatch = inFlight();
        var checking = new CheckBack();
        checking.start();
        try {
            checking.join(10_000);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        fenced = checking.state;
    }

    private long inFlight() {
        return producer.inFlight().orElseThrow().batchId();
    }

    private final class CheckBack extends Thread {
        private volatile LocalTransactionState state;

        @Override
        public void run() {
            state = producer.announcer().listener().checkLocalTransaction(half(inFlight()));
        }
    }

    static MessageExt half(long batch) {
        var half = new MessageExt();
        half.setMsgId("test");
        half.setBody(new TransfersDebited(batch, List.of(1L)).toJson());
        return half;
    }

    /** A definite answer must agree with the table. */
    private static void assertTrue(String key, Answer answer) {
        if (answer instanceof Answer.NotAccepted) {
            assertThat(rows(key)).isZero();
        } else if (answer instanceof Answer.Decided) {
            assertThat(rows(key)).isEqualTo(1);
        }
    }

    private static long rows(String key) {
        return cluster.numberOverAll("SELECT COUNT(*) FROM transfer WHERE idem_key = '" + key + "'");
    }
}

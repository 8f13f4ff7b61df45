package io.settlement.producer;

import static io.settlement.producer.ProducerNode.stored;
import static io.settlement.testing.LedgerNode.newKey;
import static io.settlement.testing.LedgerNode.transfer;
import static org.assertj.core.api.Assertions.assertThat;

import io.settlement.ledger.AccountId;
import io.settlement.ledger.BatchId;
import io.settlement.ledger.ShardId;
import io.settlement.localstack.BrokerOptions;
import io.settlement.localstack.RocketMq;
import io.settlement.localstack.TestEngines;
import io.settlement.producer.batching.Answer;
import io.settlement.producer.batching.BatchingProperties;
import io.settlement.testing.LedgerFixture;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import org.apache.rocketmq.acl.common.AclClientRPCHook;
import org.apache.rocketmq.acl.common.SessionCredentials;
import org.apache.rocketmq.tools.admin.DefaultMQAdminExt;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What callers are told when the broker is down, or stores a half message and does not say so. */
class BrokerTroubleIT {

    private static RocketMq broker;
    private static LedgerFixture cluster;
    private static ProducerNode producer;

    private AccountId payer;
    private AccountId payee;

    @BeforeAll
    static void start() {
        broker = TestEngines.newRocketMq(
                "troubled", BrokerOptions.anyFreePorts().withFlush(BrokerOptions.Flush.SYNC_FLUSH));
        broker.start();
        ProducerNode.prepare(broker);
        cluster = LedgerFixture.of(2);
        producer = new ProducerNode(cluster.node(), broker);
    }

    @AfterAll
    static void stop() {
        producer.close();
        cluster.close();
        broker.stop();
    }

    @BeforeEach
    void openAccounts() {
        payer = producer.ledger().funded(new ShardId(0), 10_000);
        payee = producer.ledger().account(new ShardId(1));
    }

    @Test
    void brokerDown() {
        var known = transfer(payer, payee, 100);
        var id = stored(producer.answer(known)).id();
        var key = newKey();
        broker.broker().kill();
        try {
            assertThat(BusyLane.inOneBatch(
                            cluster.node(),
                            broker,
                            payer,
                            payee,
                            List.of(transfer(key, payer, payee, 5), transfer(key, payer, payee, 6))))
                    .as("two contents in one batch: definite, and nobody is told 409 for an uncommitted row")
                    .hasSize(2)
                    .allSatisfy(answer -> assertThat(answer).isInstanceOf(Answer.NotAccepted.class));
            assertThat(stored(producer.answer(known)).id())
                    .as("stored keys are answered")
                    .isEqualTo(id);
            assertThat(ExactlyOnceIT.isConflict(producer.answer(transfer(known.key(), payer, payee, 101))))
                    .isTrue();
            assertThat(stored(producer.answer(producer.ledger().deposit(payer, 500)))
                            .status()
                            .isFinal())
                    .as("deposits need no broker")
                    .isTrue();
            assertThat(producer.ledger().balance(payer)).isEqualTo(10_400);
        } finally {
            broker.broker().start();
        }
        assertThat(stored(eventually(key)).instruction().amount().minorUnits()).isEqualTo(6);
        assertThat(producer.ledger().balance(payer)).isEqualTo(10_394);
        cluster.assertConserved();
    }

    /** The same key works later; the client needs a moment to find the broker again. */
    private Answer eventually(io.settlement.ledger.IdempotencyKey key) {
        for (int i = 0; i < 40; i++) {
            var answer = producer.answer(transfer(key, payer, payee, 6));
            if (answer instanceof Answer.Decided) {
                return answer;
            }
            ProducerNode.pause(500);
        }
        throw new AssertionError("the key did not work after the broker was back");
    }

    @Test
    void aHalfWhoseFlushTimedOutMovesNothingAndHangsNobody() throws Exception {
        syncFlushTimeout("0");
        var key = newKey();
        BatchId halfStored = null;
        try {
            Answer answer = null;
            for (int i = 0; i < 50 && !(answer instanceof Answer.NotAccepted); i++) {
                key = newKey();
                answer = producer.answer(transfer(key, payer, payee, 1));
            }
            halfStored = new BatchId(producer.inFlight().orElseThrow().batchId());
            assertThat(answer).isInstanceOf(Answer.NotAccepted.class);
            assertThat(producer.count("settlement.halves", "status", "FLUSH_DISK_TIMEOUT"))
                    .as("stored, and not said so")
                    .isPositive();
            assertThat(cluster.numberOverAll("SELECT COUNT(*) FROM transfer WHERE idem_key = '" + key + "'"))
                    .isZero();
        } finally {
            syncFlushTimeout("5000");
        }
        assertThat(stored(producer.answer(transfer(key, payer, payee, 1)))
                        .status()
                        .isFinal())
                .isFalse();
        ProducerNode.pause(1_000);
        assertThat(ProducerNode.visible(broker, halfStored))
                .as("the client rolls the stored half back; consumers never see it")
                .isZero();
        cluster.assertConserved();
    }

    @Test
    void aCallerWhoseTimeIsUpInTheQueueIsNeverSent() throws Exception {
        var shut = new CountDownLatch(1);
        var batching = new BatchingProperties(2, 1, Duration.ofMillis(700), Duration.ofSeconds(20));
        try (var slow = new ProducerNode(cluster.node(), broker, batching, announcer -> (notice, debit) -> {
            BusyLane.await(shut);
            announcer.announce(notice, debit);
        })) {
            var inHand = slow.submit(transfer(payer, payee, 1), transfer(payer, payee, 1));
            ProducerNode.pause(400);
            var queued = transfer(payer, payee, 3);
            var waiting = slow.submit(queued, transfer(payer, payee, 4), transfer(payer, payee, 5));

            assertThat(ProducerNode.await(waiting))
                    .as("two wait, one finds the queue full")
                    .satisfiesExactly(
                            first -> assertThat(first).isInstanceOf(Answer.NotTaken.class),
                            second -> assertThat(second).isInstanceOf(Answer.NotTaken.class),
                            third -> assertThat(third).isInstanceOf(Answer.Busy.class));
            assertThat(ProducerNode.await(inHand))
                    .as("what is at the broker when time is up is unknown")
                    .allSatisfy(answer -> assertThat(answer).isInstanceOf(Answer.Unknown.class));
            shut.countDown();
            ProducerNode.pause(1_500);
            assertThat(cluster.numberOverAll("SELECT COUNT(*) FROM transfer WHERE idem_key = '" + queued.key() + "'"))
                    .as("told not taken, so it must never move")
                    .isZero();
        }
    }

    private static void syncFlushTimeout(String millis) throws Exception {
        var account = broker.broker().administrator();
        var admin = new DefaultMQAdminExt(
                new AclClientRPCHook(new SessionCredentials(account.user(), account.password())), 5_000);
        admin.setNamesrvAddr(broker.nameServer().address());
        admin.setInstanceName("flush-" + millis);
        admin.start();
        try {
            var settings = new Properties();
            settings.setProperty("syncFlushTimeout", millis);
            admin.updateBrokerConfig(broker.broker().address(), settings);
        } finally {
            admin.shutdown();
        }
    }
}

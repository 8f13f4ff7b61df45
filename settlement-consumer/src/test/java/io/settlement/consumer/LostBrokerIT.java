package io.settlement.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import io.settlement.consumer.messaging.TestSubscription;
import io.settlement.contract.Topics;
import io.settlement.contract.TransfersDebited;
import io.settlement.ledger.DebitBatch;
import io.settlement.ledger.ShardId;
import io.settlement.ledger.Transfer;
import io.settlement.ledger.TransferStatus;
import io.settlement.localstack.BrokerAdmin;
import io.settlement.localstack.BrokerOptions;
import io.settlement.localstack.FileTrees;
import io.settlement.localstack.RocketMq;
import io.settlement.localstack.TestEngines;
import io.settlement.testing.LedgerFixture;
import io.settlement.testing.LedgerNode;
import java.time.Duration;
import java.util.List;
import org.apache.rocketmq.acl.common.AclClientRPCHook;
import org.apache.rocketmq.acl.common.SessionCredentials;
import org.apache.rocketmq.client.producer.LocalTransactionState;
import org.apache.rocketmq.client.producer.TransactionListener;
import org.apache.rocketmq.client.producer.TransactionMQProducer;
import org.apache.rocketmq.common.message.Message;
import org.apache.rocketmq.common.message.MessageExt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A transfer is debited and announced, no consumer runs, and then the broker's disk is gone. */
@Timeout(120)
class LostBrokerIT {

    private static final Duration SOON = Duration.ofSeconds(30);

    @Test
    void theSweeperSettlesWhatWasAnnouncedToABrokerThatThenLostItsStoreAndItsTopics() throws Exception {
        var rocketMq = TestEngines.newRocketMq("lost", BrokerOptions.anyFreePorts());
        rocketMq.start();
        try (var cluster = LedgerFixture.of(2);
                var consumer = new ConsumerNode(cluster.node())) {
            var payer = consumer.ledger().funded(new ShardId(0), 100);
            var payee = consumer.ledger().account(new ShardId(1));
            var batch = consumer.ledger().batch(LedgerNode.transfer(payer, payee, 40));
            try (var admin = rocketMq.broker().admin()) {
                admin.createTopic(Topics.TRANSFERS_DEBITED, 1);
                admin.createGroup(Topics.CONSUMER_GROUP);
                announce(rocketMq, batch, consumer.ledger());
                awaitStored(admin);
            }
            var transfer = stored(consumer.ledger(), batch);
            assertThat(transfer.status()).isEqualTo(TransferStatus.DEBITED);

            loseEverything(rocketMq);

            var account = rocketMq.broker().application();
            try (var deaf = TestSubscription.start(
                    rocketMq.nameServer().address(), account.user(), account.password(), consumer.settler())) {
                assertThat(deaf.isSubscribed()).isTrue();
                assertThat(consumer.status(transfer))
                        .as("no message is left to name it")
                        .isEqualTo(TransferStatus.DEBITED);
                consumer.startSweeping();
                assertThat(consumer.awaitEnd(transfer, SOON)).isEqualTo(TransferStatus.SETTLED);
            }
            assertThat(consumer.ledger().balance(payee)).isEqualTo(40);
            cluster.assertConserved();
        } finally {
            rocketMq.broker().kill();
            rocketMq.nameServer().kill();
        }
    }

    private static void loseEverything(RocketMq rocketMq) throws Exception {
        rocketMq.broker().kill();
        rocketMq.nameServer().kill();
        FileTrees.delete(TestEngines.folder().resolve("lost").resolve("broker").resolve("store"));
        rocketMq.start();
        try (var admin = rocketMq.broker().admin()) {
            assertThat(admin.topicExists(Topics.TRANSFERS_DEBITED)).isFalse();
        }
    }

    /** A COMMIT is sent to the broker without waiting for an answer. */
    private static void awaitStored(BrokerAdmin admin) throws InterruptedException {
        long deadline = System.nanoTime() + SOON.toNanos();
        while (admin.endOffset(Topics.TRANSFERS_DEBITED) == 0) {
            assertThat(System.nanoTime())
                    .as("announced, and stored by the broker")
                    .isLessThan(deadline);
            Thread.sleep(50);
        }
    }

    private static Transfer stored(LedgerNode node, DebitBatch batch) {
        return node.ledger().source().find(batch.items().get(0).transferId()).orElseThrow();
    }

    /** As a producer does: half message, debit, COMMIT. */
    private static void announce(RocketMq rocketMq, DebitBatch batch, LedgerNode node) throws Exception {
        var account = rocketMq.broker().application();
        var producer = new TransactionMQProducer(
                Topics.PRODUCER_GROUP,
                new AclClientRPCHook(new SessionCredentials(account.user(), account.password())));
        producer.setNamesrvAddr(rocketMq.nameServer().address());
        producer.setTransactionListener(new Debiting(node, batch));
        producer.start();
        try {
            var notice = new TransfersDebited(
                    batch.id().value(),
                    List.of(batch.items().get(0).transferId().value()));
            var sent = producer.sendMessageInTransaction(new Message(Topics.TRANSFERS_DEBITED, notice.toJson()), null);
            assertThat(sent.getLocalTransactionState()).isEqualTo(LocalTransactionState.COMMIT_MESSAGE);
        } finally {
            producer.shutdown();
        }
    }

    private record Debiting(LedgerNode node, DebitBatch batch) implements TransactionListener {

        @Override
        public LocalTransactionState executeLocalTransaction(Message half, Object argument) {
            node.ledger().source().debit(batch);
            return LocalTransactionState.COMMIT_MESSAGE;
        }

        @Override
        public LocalTransactionState checkLocalTransaction(MessageExt half) {
            return LocalTransactionState.UNKNOW;
        }
    }
}

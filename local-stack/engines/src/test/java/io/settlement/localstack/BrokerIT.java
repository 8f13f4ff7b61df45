package io.settlement.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.rocketmq.acl.common.AclClientRPCHook;
import org.apache.rocketmq.acl.common.SessionCredentials;
import org.apache.rocketmq.client.consumer.DefaultMQPushConsumer;
import org.apache.rocketmq.client.consumer.listener.ConsumeConcurrentlyStatus;
import org.apache.rocketmq.client.consumer.listener.MessageListenerConcurrently;
import org.apache.rocketmq.client.consumer.rebalance.AllocateMessageQueueAveragely;
import org.apache.rocketmq.client.producer.LocalTransactionState;
import org.apache.rocketmq.client.producer.SendStatus;
import org.apache.rocketmq.client.producer.TransactionListener;
import org.apache.rocketmq.client.producer.TransactionMQProducer;
import org.apache.rocketmq.common.message.Message;
import org.apache.rocketmq.common.message.MessageExt;
import org.apache.rocketmq.remoting.RPCHook;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class BrokerIT {
    private static final String TOPIC = "settlement-it-topic";
    private static final String GROUP = "settlement-it-consumer";
    private static final String PRODUCERS = "settlement-it-producer";

    private static Broker broker;

    @BeforeAll
    static void createTopicAndGroups() {
        broker = TestEngines.rocketMq().broker();
        try (BrokerAdmin admin = broker.admin()) {
            admin.createTopic(TOPIC, 4);
            admin.createGroup(GROUP);
        }
    }

    @Test
    void deliversCommittedHalfMessagesAndAnswersCheckBacks() throws Exception {
        BlockingQueue<String> received = new LinkedBlockingQueue<>();
        DefaultMQPushConsumer consumer = consumer(received);
        Answers answers = new Answers();
        TransactionMQProducer producer = producer(broker.application(), answers);
        try (BrokerAdmin admin = broker.admin()) {
            long before = admin.endOffset(TOPIC);
            producer.sendMessageInTransaction(message("commit"), null);
            producer.sendMessageInTransaction(message("rollback"), null);
            producer.sendMessageInTransaction(message("unknown"), null);

            assertThat(received.poll(20, TimeUnit.SECONDS)).isEqualTo("commit");
            assertThat(received.poll(30, TimeUnit.SECONDS)).isEqualTo("unknown");
            assertThat(answers.checkBacks.get()).isPositive();
            assertThat(received.poll(1, TimeUnit.SECONDS)).isNull();
            assertThat(admin.endOffset(TOPIC)).isEqualTo(before + 2);
        } finally {
            end(producer::shutdown);
            end(consumer::shutdown);
        }
    }

    @Test
    void refusesUnknownTopics() throws Exception {
        TransactionMQProducer producer = producer(broker.application(), new Answers());
        try {
            assertThatThrownBy(() -> producer.send(
                            new Message("settlement-nobody-made-this", "x".getBytes(StandardCharsets.UTF_8))))
                    .hasMessageContaining("No route info of this topic");
        } finally {
            end(producer::shutdown);
        }
    }

    @Test
    void refusesWrongPasswordsAndForeignTopics() throws Exception {
        TransactionMQProducer forger =
                producer(new Credentials(broker.application().user(), "wrong"), new Answers());
        TransactionMQProducer producer = producer(broker.application(), new Answers());
        try (BrokerAdmin admin = broker.admin()) {
            admin.createTopic("foreign-topic", 1);
            assertThatThrownBy(() -> forger.send(message("forged"))).hasStackTraceContaining("signature");
            assertThatThrownBy(() -> producer.send(new Message("foreign-topic", "x".getBytes(StandardCharsets.UTF_8))))
                    .hasStackTraceContaining("has no permission to access Topic:foreign-topic");
        } finally {
            end(forger::shutdown);
            end(producer::shutdown);
        }
    }

    @Test
    void refusesAdministrationByTheApplication() {
        try (BrokerAdmin admin = BrokerAdmin.connect(broker.nameServer(), broker.application())) {
            assertThatThrownBy(() -> admin.createTopic("settlement-own", 1)).isInstanceOf(EngineFailed.class);
        }
    }

    @Test
    void forgetsDeletedTopics() {
        try (BrokerAdmin admin = broker.admin()) {
            admin.createTopic("settlement-short-lived", 1);
            assertThat(admin.topicExists("settlement-short-lived")).isTrue();
            admin.deleteTopic("settlement-short-lived");
            assertThat(admin.topicExists("settlement-short-lived")).isFalse();
        }
    }

    @Test
    void keepsMessagesAndAccountsWhenKilled() throws Exception {
        RocketMq own = TestEngines.newRocketMq("killed-rocketmq", BrokerOptions.anyFreePorts());
        own.start();
        try (BrokerAdmin admin = own.broker().admin()) {
            admin.createTopic(TOPIC, 1);
            send(own.broker());
            own.broker().kill();
            own.broker().start();
            send(own.broker());
            assertThat(admin.endOffset(TOPIC)).isEqualTo(2);
        } finally {
            own.broker().kill();
            own.nameServer().kill();
        }
    }

    private static void send(Broker to) throws Exception {
        TransactionMQProducer producer = producer(to, to.application(), new Answers());
        try {
            assertThat(producer.send(message("kept")).getSendStatus()).isEqualTo(SendStatus.SEND_OK);
        } finally {
            end(producer::shutdown);
        }
    }

    /** A client takes three seconds to end; nobody waits for it. */
    private static void end(Runnable client) {
        new Thread(client).start();
    }

    private static TransactionMQProducer producer(Credentials account, TransactionListener listener) throws Exception {
        return producer(broker, account, listener);
    }

    private static TransactionMQProducer producer(Broker to, Credentials account, TransactionListener listener)
            throws Exception {
        TransactionMQProducer producer = new TransactionMQProducer(PRODUCERS, hook(account));
        producer.setNamesrvAddr(to.nameServer());
        producer.setInstanceName(account + to.address() + System.nanoTime());
        producer.setTransactionListener(listener);
        producer.start();
        return producer;
    }

    private static DefaultMQPushConsumer consumer(BlockingQueue<String> received) throws Exception {
        DefaultMQPushConsumer consumer =
                new DefaultMQPushConsumer(GROUP, hook(broker.application()), new AllocateMessageQueueAveragely());
        consumer.setNamesrvAddr(broker.nameServer());
        consumer.subscribe(TOPIC, "*");
        consumer.registerMessageListener((MessageListenerConcurrently) (messages, context) -> {
            for (MessageExt message : messages) {
                received.add(new String(message.getBody(), StandardCharsets.UTF_8));
            }
            return ConsumeConcurrentlyStatus.CONSUME_SUCCESS;
        });
        consumer.start();
        return consumer;
    }

    private static RPCHook hook(Credentials account) {
        return new AclClientRPCHook(new SessionCredentials(account.user(), account.password()));
    }

    private static Message message(String body) {
        return new Message(TOPIC, "tag", "key-" + body, body.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Commits, rolls back or stays silent as the body says. A check-back is always answered with commit: a message that was
     * rolled back and still is delivered was checked back although it had been answered.
     */
    private static final class Answers implements TransactionListener {
        private final AtomicInteger checkBacks = new AtomicInteger();

        @Override
        public LocalTransactionState executeLocalTransaction(Message message, Object argument) {
            return switch (new String(message.getBody(), StandardCharsets.UTF_8)) {
                case "commit" -> LocalTransactionState.COMMIT_MESSAGE;
                case "rollback" -> LocalTransactionState.ROLLBACK_MESSAGE;
                default -> LocalTransactionState.UNKNOW;
            };
        }

        @Override
        public LocalTransactionState checkLocalTransaction(MessageExt message) {
            checkBacks.incrementAndGet();
            return LocalTransactionState.COMMIT_MESSAGE;
        }
    }
}

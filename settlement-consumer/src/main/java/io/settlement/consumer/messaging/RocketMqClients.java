package io.settlement.consumer.messaging;

import io.settlement.contract.Topics;
import org.apache.rocketmq.acl.common.AclClientRPCHook;
import org.apache.rocketmq.acl.common.SessionCredentials;
import org.apache.rocketmq.client.consumer.DefaultMQPushConsumer;
import org.apache.rocketmq.client.consumer.listener.MessageListenerConcurrently;
import org.apache.rocketmq.client.consumer.rebalance.AllocateMessageQueueAveragely;
import org.apache.rocketmq.client.exception.MQClientException;
import org.apache.rocketmq.client.producer.DefaultMQProducer;
import org.apache.rocketmq.common.consumer.ConsumeFromWhere;
import org.apache.rocketmq.remoting.RPCHook;

/** Makes the clients that this service uses, configured and not started. */
final class RocketMqClients {

    private final RocketMqProperties broker;
    private final ListenerProperties listener;

    RocketMqClients(RocketMqProperties broker, ListenerProperties listener) {
        this.broker = broker;
        this.listener = listener;
    }

    DefaultMQPushConsumer consumer(MessageListenerConcurrently calls) throws MQClientException {
        var consumer = new DefaultMQPushConsumer(
                Topics.CONSUMER_GROUP, account(), new AllocateMessageQueueAveragely(), broker.trace(), null);
        consumer.setNamesrvAddr(broker.nameServers());
        // A group that the broker meets for the first time would start at the end and miss what was announced before.
        consumer.setConsumeFromWhere(ConsumeFromWhere.CONSUME_FROM_FIRST_OFFSET);
        consumer.setConsumeThreadMin(listener.threads());
        consumer.setConsumeThreadMax(listener.threads());
        consumer.setConsumeMessageBatchMaxSize(listener.messages());
        consumer.setPullBatchSize(listener.messages());
        // Of the topic: the client shares them out over the queues that it has at the moment. Its own bound is 1,000
        // messages of each queue, which after an outage is more than the heap.
        consumer.setPullThresholdForTopic(listener.waiting());
        consumer.setPullThresholdSizeForTopic((int) listener.waitingSize().toMegabytes());
        consumer.setAwaitTerminationMillisWhenShutdown(listener.drain().toMillis());
        consumer.subscribe(Topics.TRANSFERS_DEBITED, "*");
        consumer.registerMessageListener(calls);
        return consumer;
    }

    DefaultMQProducer deadLetterProducer() {
        var producer = new DefaultMQProducer(Topics.DEAD_LETTER_GROUP, account(), broker.trace(), null);
        producer.setNamesrvAddr(broker.nameServers());
        return producer;
    }

    DefaultMQProducer eventProducer() {
        var producer = new DefaultMQProducer(Topics.EVENT_RELAY_GROUP, account(), broker.trace(), null);
        producer.setNamesrvAddr(broker.nameServers());
        return producer;
    }

    private RPCHook account() {
        return broker.hasAccount()
                ? new AclClientRPCHook(new SessionCredentials(broker.accessKey(), broker.secretKey()))
                : null;
    }
}

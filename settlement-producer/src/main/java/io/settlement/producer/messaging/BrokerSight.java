package io.settlement.producer.messaging;

import io.settlement.contract.Topics;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.rocketmq.client.exception.MQBrokerException;
import org.apache.rocketmq.client.exception.MQClientException;
import org.apache.rocketmq.client.producer.DefaultMQProducer;
import org.apache.rocketmq.common.message.MessageQueue;
import org.apache.rocketmq.remoting.exception.RemotingException;

/** Looks whether name server and brokers answer, apart from each other, over the client that announces. */
// The client names the administrator's tools as the successor, a library that a service has no other use for.
@SuppressWarnings("deprecation")
final class BrokerSight {

    private final DefaultMQProducer producer;
    private volatile Map<String, MessageQueue> brokers = Map.of();

    BrokerSight(DefaultMQProducer producer) {
        this.producer = producer;
    }

    /** @throws MQClientException where no name server answers; one that does not know the topic does answer */
    String askNameServer() throws MQClientException {
        try {
            brokers = oneQueueOfEachBroker(producer.fetchPublishMessageQueues(Topics.TRANSFERS_DEBITED));
        } catch (MQClientException refused) {
            if (refused.getCause() instanceof RemotingException) {
                throw refused;
            }
            brokers = Map.of();
        }
        return producer.getNamesrvAddr();
    }

    /** @throws IllegalStateException naming the brokers that do not answer, or where no broker has the topic */
    String askBrokers() {
        var asked = known();
        if (asked.isEmpty()) {
            throw new IllegalStateException("no broker is known that has the topic " + Topics.TRANSFERS_DEBITED);
        }
        List<String> silent = new ArrayList<>();
        asked.forEach((name, queue) -> {
            if (!answers(queue)) {
                silent.add(name);
            }
        });
        if (!silent.isEmpty()) {
            throw new IllegalStateException("no answer from broker " + String.join(", ", silent));
        }
        return String.join(", ", asked.keySet());
    }

    /** Name server and brokers are looked at on two threads: right after the start the brokers' may be the first. */
    private Map<String, MessageQueue> known() {
        if (brokers.isEmpty()) {
            try {
                askNameServer();
            } catch (MQClientException noNameServer) {
                // Told where the name server is looked at.
                return Map.of();
            }
        }
        return brokers;
    }

    private boolean answers(MessageQueue queue) {
        try {
            producer.maxOffset(queue);
            return true;
        } catch (MQClientException failed) {
            // A broker that refuses is there.
            return failed.getCause() instanceof MQBrokerException;
        }
    }

    private static Map<String, MessageQueue> oneQueueOfEachBroker(List<MessageQueue> queues) {
        var brokers = new LinkedHashMap<String, MessageQueue>();
        queues.forEach(queue -> brokers.putIfAbsent(queue.getBrokerName(), queue));
        return brokers;
    }
}

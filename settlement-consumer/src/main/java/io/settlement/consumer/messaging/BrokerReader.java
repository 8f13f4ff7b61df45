package io.settlement.consumer.messaging;

import io.settlement.contract.Topics;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.rocketmq.client.exception.MQBrokerException;
import org.apache.rocketmq.client.exception.MQClientException;
import org.apache.rocketmq.client.exception.OffsetNotFoundException;
import org.apache.rocketmq.client.producer.DefaultMQProducer;
import org.apache.rocketmq.common.message.MessageQueue;
import org.apache.rocketmq.remoting.exception.RemotingException;
import org.apache.rocketmq.remoting.protocol.header.QueryConsumerOffsetRequestHeader;

/**
 * Looks whether name server and brokers answer, apart from each other, and how much waits there. Reads offsets only: it
 * takes no message and moves no offset, in the client's memory neither. One thread for each question.
 */
// The client names the administrator's tools as the successor, a library that a service has no other use for.
@SuppressWarnings("deprecation")
final class BrokerReader {

    private static final long ANSWER_MILLIS = 3_000;
    private static final String NO_BROKER = "no broker is known that has the topic " + Topics.TRANSFERS_DEBITED;

    private final Supplier<DefaultMQProducer> client;
    private volatile Map<String, MessageQueue> brokers = Map.of();

    /** @param client started; or throws where it is not yet */
    BrokerReader(Supplier<DefaultMQProducer> client) {
        this.client = client;
    }

    /** @throws MQClientException where no name server answers; one that does not know the topic does answer */
    String askNameServer() throws MQClientException {
        var one = new LinkedHashMap<String, MessageQueue>();
        queues(Topics.TRANSFERS_DEBITED).forEach(queue -> one.putIfAbsent(queue.getBrokerName(), queue));
        brokers = one;
        return client.get().getNamesrvAddr();
    }

    /** @throws IllegalStateException naming the brokers that do not answer, or where no broker has the topic */
    String askBrokers() {
        var asked = known();
        if (asked.isEmpty()) {
            throw new IllegalStateException(NO_BROKER);
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
            client.get().maxOffset(queue);
            return true;
        } catch (MQClientException failed) {
            // A broker that refuses is there.
            return failed.getCause() instanceof MQBrokerException;
        }
    }

    /**
     * Messages of a topic that its brokers still have; 0 where there is no such topic.
     *
     * @throws IllegalStateException where no broker is known: what it has is not known then, and not nothing
     */
    long stored(String topic) throws MQClientException {
        var queues = queues(topic);
        if (queues.isEmpty()) {
            noticeQueues();
        }
        long stored = 0;
        for (var queue : queues) {
            stored += client.get().maxOffset(queue) - client.get().minOffset(queue);
        }
        return stored;
    }

    /**
     * Notices that the group, all its consumers together, has not got through yet.
     *
     * @throws IllegalStateException where no broker is known
     */
    long lag() throws Exception {
        long lag = 0;
        for (var queue : noticeQueues()) {
            lag += Math.max(0, client.get().maxOffset(queue) - consumed(queue));
        }
        return lag;
    }

    /** Asked of the broker past the consumer's own offsets, which a look through the consumer would overwrite. */
    private long consumed(MessageQueue queue) throws Exception {
        var factory = client.get().getDefaultMQProducerImpl().getMqClientFactory();
        var address = factory.findBrokerAddressInPublish(queue.getBrokerName());
        if (address == null) {
            throw new IllegalStateException("broker " + queue.getBrokerName() + " has no address");
        }
        var question = new QueryConsumerOffsetRequestHeader();
        question.setTopic(queue.getTopic());
        question.setConsumerGroup(Topics.CONSUMER_GROUP);
        question.setQueueId(queue.getQueueId());
        try {
            return factory.getMQClientAPIImpl().queryConsumerOffset(address, question, ANSWER_MILLIS);
        } catch (OffsetNotFoundException nothingYet) {
            return client.get().minOffset(queue);
        }
    }

    /** A name server forgets a broker that is gone, and with it the queues: that is no broker, not no message. */
    private List<MessageQueue> noticeQueues() throws MQClientException {
        var queues = queues(Topics.TRANSFERS_DEBITED);
        if (queues.isEmpty()) {
            throw new IllegalStateException(NO_BROKER);
        }
        return queues;
    }

    private List<MessageQueue> queues(String topic) throws MQClientException {
        try {
            return client.get().fetchPublishMessageQueues(topic);
        } catch (MQClientException failed) {
            if (failed.getCause() instanceof RemotingException) {
                throw failed;
            }
            return List.of();
        }
    }
}

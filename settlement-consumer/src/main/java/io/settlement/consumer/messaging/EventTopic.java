package io.settlement.consumer.messaging;

import io.settlement.consumer.events.EventPublisher;
import io.settlement.consumer.events.EventsProperties;
import io.settlement.contract.AccountBalanceChanged;
import io.settlement.contract.Topics;
import java.util.List;
import org.apache.rocketmq.client.exception.MQClientException;
import org.apache.rocketmq.client.producer.DefaultMQProducer;
import org.apache.rocketmq.client.producer.SendStatus;
import org.apache.rocketmq.common.message.Message;
import org.apache.rocketmq.common.message.MessageQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends account events to their topic, one message after the other and all of a shard to one queue: the order in a queue is
 * the only one that the broker keeps. The client is started by the first message, and again after a start that failed.
 */
final class EventTopic implements EventPublisher {

    private static final Logger log = LoggerFactory.getLogger(EventTopic.class);

    private final RocketMqClients clients;
    private final EventsProperties properties;
    private DefaultMQProducer producer;

    EventTopic(RocketMqClients clients, EventsProperties properties) {
        this.clients = clients;
        this.properties = properties;
    }

    /** The message cannot be published at present, or perhaps was. */
    static final class NotPublished extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotPublished(AccountBalanceChanged message, String why, Throwable cause) {
            super("entry " + message.entryNo() + " of shard " + message.shard() + ": " + why, cause);
        }
    }

    @Override
    public void publish(AccountBalanceChanged message) {
        try {
            var sent = started()
                    .send(
                            messageOf(message),
                            (queues, ignored, shard) -> queueOf(queues, message.shard()),
                            message.shard(),
                            properties.sendTimeout().toMillis());
            if (sent.getSendStatus() != SendStatus.SEND_OK) {
                throw new NotPublished(message, "the broker answers " + sent.getSendStatus(), null);
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new NotPublished(message, "stopped while it was sent", stopping);
        } catch (NotPublished already) {
            throw already;
        } catch (Exception notSent) {
            throw new NotPublished(message, rootOf(notSent).toString(), notSent);
        }
    }

    private static Message messageOf(AccountBalanceChanged message) {
        return new Message(Topics.ACCOUNT_BALANCE_CHANGED, message.tag(), message.keys(), message.toJson());
    }

    /** By name and number, never by what a broker happens to report first or has left. */
    private MessageQueue queueOf(List<MessageQueue> queues, int shard) {
        if (queues.size() != properties.queues()) {
            throw new IllegalStateException("topic " + Topics.ACCOUNT_BALANCE_CHANGED + " has " + queues.size()
                    + " queues at present, settlement.events.queues says " + properties.queues());
        }
        return queues.stream().sorted().skip(shard % queues.size()).findFirst().orElseThrow();
    }

    private synchronized DefaultMQProducer started() throws MQClientException {
        if (producer == null) {
            var starting = clients.eventProducer();
            try {
                starting.start();
            } catch (MQClientException | RuntimeException failed) {
                starting.shutdown();
                throw failed;
            }
            producer = starting;
            log.info("publishing to {}", Topics.ACCOUNT_BALANCE_CHANGED);
        }
        return producer;
    }

    private static Throwable rootOf(Throwable failed) {
        var root = failed;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    @Override
    public synchronized void close() {
        if (producer != null) {
            producer.shutdown();
            producer = null;
        }
    }
}

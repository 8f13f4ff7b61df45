package io.settlement.consumer.messaging;

import io.settlement.consumer.events.EventPublisher;
import io.settlement.consumer.events.EventsProperties;
import io.settlement.contract.AccountBalanceChanged;
import io.settlement.contract.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.rocketmq.acl.common.AclClientRPCHook;
import org.apache.rocketmq.acl.common.SessionCredentials;
import org.apache.rocketmq.client.consumer.DefaultLitePullConsumer;
import org.apache.rocketmq.client.exception.MQClientException;
import org.springframework.util.unit.DataSize;

/** The service's own event topic on the broker of a test, and what is stored in it. */
public record TestEventTopic(String nameServers, String user, String password) {

    /** Publishes as the service does. */
    public EventPublisher publisher(EventsProperties properties) {
        var broker = new RocketMqProperties(nameServers, user, password, false);
        var listener = new ListenerProperties(1, 1, 1, DataSize.ofMegabytes(1), Duration.ZERO, Duration.ofSeconds(1));
        return new EventTopic(new RocketMqClients(broker, listener), properties);
    }

    /**
     * Everything that was ever stored, queue by queue and in the order of each queue.
     *
     * @param stored how many messages that is
     */
    public List<AccountBalanceChanged> readAll(long stored) throws MQClientException {
        var consumer = new DefaultLitePullConsumer(
                Topics.NOTIFICATIONS_GROUP, new AclClientRPCHook(new SessionCredentials(user, password)));
        consumer.setNamesrvAddr(nameServers);
        consumer.setAutoCommit(false);
        consumer.start();
        try {
            var queues = consumer.fetchMessageQueues(Topics.ACCOUNT_BALANCE_CHANGED);
            consumer.assign(queues);
            for (var queue : queues) {
                consumer.seekToBegin(queue);
            }
            return read(consumer, stored);
        } finally {
            // It takes three seconds, and nobody waits for it.
            new Thread(consumer::shutdown).start();
        }
    }

    private static List<AccountBalanceChanged> read(DefaultLitePullConsumer consumer, long stored) {
        List<AccountBalanceChanged> read = new ArrayList<>();
        for (int idle = 0; read.size() < stored && idle < 10; idle++) {
            var messages = consumer.poll(2_000);
            messages.forEach(message -> {
                var decoded = AccountBalanceChanged.fromJson(message.getBody());
                if (!decoded.tag().equals(message.getTags()) || !decoded.keys().equals(message.getKeys())) {
                    throw new AssertionError("tag or keys of " + message);
                }
                read.add(decoded);
            });
            idle = messages.isEmpty() ? idle : -1;
        }
        return read;
    }
}

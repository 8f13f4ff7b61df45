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
import org.apache.rocketmq.client.consumer.DefaultMQPullConsumer;
import org.apache.rocketmq.client.consumer.PullStatus;
import org.apache.rocketmq.common.message.MessageExt;
import org.apache.rocketmq.common.message.MessageQueue;
import org.springframework.util.unit.DataSize;

/** The service's own event topic on the broker of a test, and what is stored in it. */
public record TestEventTopic(String nameServers, String user, String password) {

    private static final int AT_ONCE = 32;

    /** Publishes as the service does. */
    public EventPublisher publisher(EventsProperties properties) {
        var broker = new RocketMqProperties(nameServers, user, password, false);
        var listener = new ListenerProperties(1, 1, 1, DataSize.ofMegabytes(1), Duration.ZERO, Duration.ofSeconds(1));
        return new EventTopic(new RocketMqClients(broker, listener), properties);
    }

    /** Everything that was ever stored, queue by queue and in the order of each queue. */
    @SuppressWarnings("deprecation") // The newer client pulls ahead by itself; this one reads exactly what is asked.
    public List<AccountBalanceChanged> readAll() throws Exception {
        var consumer = new DefaultMQPullConsumer(
                Topics.NOTIFICATIONS_GROUP, new AclClientRPCHook(new SessionCredentials(user, password)));
        consumer.setNamesrvAddr(nameServers);
        consumer.start();
        try {
            List<AccountBalanceChanged> read = new ArrayList<>();
            for (var queue : consumer.fetchSubscribeMessageQueues(Topics.ACCOUNT_BALANCE_CHANGED)) {
                read(consumer, queue, read);
            }
            return read;
        } finally {
            // It takes three seconds, and nobody waits for it.
            new Thread(consumer::shutdown).start();
        }
    }

    @SuppressWarnings("deprecation")
    private static void read(DefaultMQPullConsumer consumer, MessageQueue queue, List<AccountBalanceChanged> read)
            throws Exception {
        var pulled = consumer.pull(queue, "*", consumer.minOffset(queue), AT_ONCE);
        while (pulled.getPullStatus() == PullStatus.FOUND) {
            pulled.getMsgFoundList().stream().map(TestEventTopic::decoded).forEach(read::add);
            pulled = consumer.pull(queue, "*", pulled.getNextBeginOffset(), AT_ONCE);
        }
    }

    private static AccountBalanceChanged decoded(MessageExt message) {
        var decoded = AccountBalanceChanged.fromJson(message.getBody());
        if (!decoded.tag().equals(message.getTags()) || !decoded.keys().equals(message.getKeys())) {
            throw new AssertionError("tag or keys of " + message);
        }
        return decoded;
    }
}

package io.settlement.operator.messaging;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.rocketmq.client.consumer.DefaultMQPullConsumer;
import org.apache.rocketmq.client.consumer.PullStatus;
import org.apache.rocketmq.common.MixAll;
import org.apache.rocketmq.common.message.MessageConst;
import org.apache.rocketmq.common.message.MessageExt;
import org.apache.rocketmq.common.message.MessageQueue;
import org.apache.rocketmq.remoting.protocol.admin.TopicOffset;

/**
 * Reads what is stored in a topic, from offset to offset, up to what was there when the reading began. In the tools' own
 * group, which every broker has, and without committing an offset: reading changes nothing for anybody.
 */
@SuppressWarnings(
        "deprecation") // The newer client pulls ahead by itself and commits; this one reads exactly what is asked.
public final class StoredMessages implements AutoCloseable {

    private static final int AT_ONCE = 32;
    private static final Duration ANSWER = Duration.ofSeconds(5);

    private final Admin admin;
    private final DefaultMQPullConsumer consumer;

    private StoredMessages(Admin admin, DefaultMQPullConsumer consumer) {
        this.admin = admin;
        this.consumer = consumer;
    }

    public static StoredMessages connect(BrokerAccess access) {
        var consumer = new DefaultMQPullConsumer(MixAll.TOOLS_CONSUMER_GROUP, access.account());
        consumer.setNamesrvAddr(access.nameServers());
        consumer.setInstanceName("operator-" + UUID.randomUUID());
        consumer.setConsumerPullTimeoutMillis(ANSWER.toMillis());
        Request.send("start a client for " + access, () -> {
            consumer.start();
            return null;
        });
        return new StoredMessages(Admin.connect(access), consumer);
    }

    /**
     * The messages stored from {@code since} until before {@code until}, queue by queue; none where there is no such topic.
     *
     * @param most reading ends one after so many, so that a caller sees that there are more
     */
    public List<StoredMessage> read(String topic, Instant since, Instant until, int most) {
        List<StoredMessage> found = new ArrayList<>();
        admin.offsets(topic).orElse(Map.of()).forEach((queue, offsets) -> read(queue, offsets, since, most, found));
        return found.stream()
                .filter(message -> !message.storedAt().isBefore(since)
                        && message.storedAt().isBefore(until))
                .toList();
    }

    private void read(MessageQueue queue, TopicOffset offsets, Instant since, int most, List<StoredMessage> found) {
        long next = Math.max(offsets.getMinOffset(), admin.offsetAt(queue, Math.max(0, since.toEpochMilli())));
        while (next < offsets.getMaxOffset() && found.size() <= most) {
            long from = next;
            var pulled = Request.send("read " + queue, () -> consumer.pull(queue, "*", from, AT_ONCE));
            if (pulled.getPullStatus() == PullStatus.FOUND) {
                pulled.getMsgFoundList().stream()
                        .filter(message -> message.getQueueOffset() < offsets.getMaxOffset())
                        .map(StoredMessages::message)
                        .forEach(found::add);
            } else if (pulled.getNextBeginOffset() <= next) {
                return;
            }
            next = pulled.getNextBeginOffset();
        }
    }

    private static StoredMessage message(MessageExt message) {
        var meantFor = Stream.of(
                        message.getUserProperty("originTopic"),
                        message.getProperty(MessageConst.PROPERTY_RETRY_TOPIC),
                        message.getProperty(MessageConst.PROPERTY_REAL_TOPIC))
                .filter(topic -> topic != null)
                .findFirst();
        var body = Optional.ofNullable(message.getBody()).orElse(new byte[0]);
        return new StoredMessage(message.getMsgId(), Instant.ofEpochMilli(message.getStoreTimestamp()), meantFor, body);
    }

    @Override
    public void close() {
        consumer.shutdown();
        admin.close();
    }
}

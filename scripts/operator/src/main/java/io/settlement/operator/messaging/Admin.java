package io.settlement.operator.messaging;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.rocketmq.common.message.MessageQueue;
import org.apache.rocketmq.remoting.protocol.ResponseCode;
import org.apache.rocketmq.remoting.protocol.admin.TopicOffset;
import org.apache.rocketmq.tools.admin.DefaultMQAdminExt;

/** The administration client, started for one command. */
final class Admin implements AutoCloseable {

    private static final long REQUEST_MILLIS = 5_000;

    private final DefaultMQAdminExt client;

    private Admin(DefaultMQAdminExt client) {
        this.client = client;
    }

    static Admin connect(BrokerAccess access) {
        var client = new DefaultMQAdminExt(access.account(), REQUEST_MILLIS);
        client.setNamesrvAddr(access.nameServers());
        client.setInstanceName("operator-" + UUID.randomUUID());
        client.setAdminExtGroup("operator-" + UUID.randomUUID());
        Request.send("start a client for " + access, () -> {
            client.start();
            return null;
        });
        return new Admin(client);
    }

    DefaultMQAdminExt client() {
        return client;
    }

    /** The first and the next offset of every queue; empty where there is no such topic. */
    Optional<Map<MessageQueue, TopicOffset>> offsets(String topic) {
        return Request.send("read the queues of topic " + topic, () -> {
            try {
                return Optional.of(new TreeMap<>(client.examineTopicStats(topic).getOffsetTable()));
            } catch (Exception failed) {
                if (Request.codeOf(failed) == ResponseCode.TOPIC_NOT_EXIST) {
                    return Optional.empty();
                }
                throw failed;
            }
        });
    }

    /** The offset of the first message that was stored at this moment or later. */
    long offsetAt(MessageQueue queue, long epochMillis) {
        return Request.send("find a moment in " + queue, () -> client.searchOffset(queue, epochMillis));
    }

    @Override
    public void close() {
        client.shutdown();
    }
}

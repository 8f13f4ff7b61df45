package io.settlement.operator.messaging;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.rocketmq.remoting.protocol.ResponseCode;

/** How far a consumer group has read a topic, and taking it back to an earlier moment. */
public final class GroupOffsets implements AutoCloseable {

    private final Admin admin;

    private GroupOffsets(Admin admin) {
        this.admin = admin;
    }

    public static GroupOffsets connect(BrokerAccess access) {
        return new GroupOffsets(Admin.connect(access));
    }

    /**
     * One queue.
     *
     * @param now the next offset that the group will acknowledge
     * @param then where it would be; never later than now
     * @param end the next offset that a message will get
     */
    public record Queue(String name, long now, long then, long end) {

        public long again() {
            return now - then;
        }

        /** What the group still has to do after it. */
        public long lagThen() {
            return end - then;
        }
    }

    public boolean topicExists(String topic) {
        return admin.offsets(topic).isPresent();
    }

    /** Whether every broker of the topic knows the group. */
    public boolean groupExists(String group) {
        return Request.send("look for group " + group, () -> {
            for (var broker : admin.client()
                    .examineBrokerClusterInfo()
                    .getBrokerAddrTable()
                    .values()) {
                var groups = admin.client().getAllSubscriptionGroup(broker.selectBrokerAddr(), 5_000);
                if (!groups.getSubscriptionGroupTable().containsKey(group)) {
                    return false;
                }
            }
            return true;
        });
    }

    /** Where the group is, and where this moment would take it. Empty where it has never read the topic. */
    public Optional<List<Queue>> preview(String group, String topic, Instant moment) {
        return Request.send("read the offsets of " + group, () -> {
            try {
                List<Queue> queues = new ArrayList<>();
                for (var entry : admin.client()
                        .examineConsumeStats(group, topic)
                        .getOffsetTable()
                        .entrySet()) {
                    var queue = entry.getKey();
                    long now = Math.max(0, entry.getValue().getConsumerOffset());
                    long then = Math.min(now, admin.offsetAt(queue, moment.toEpochMilli()));
                    queues.add(new Queue(
                            queue.getBrokerName() + " queue " + queue.getQueueId(),
                            now,
                            then,
                            entry.getValue().getBrokerOffset()));
                }
                queues.sort((one, other) -> one.name().compareTo(other.name()));
                return queues.isEmpty() ? Optional.empty() : Optional.of(queues);
            } catch (Exception failed) {
                if (Request.codeOf(failed) == ResponseCode.CONSUMER_NOT_ONLINE) {
                    return Optional.empty();
                }
                throw failed;
            }
        });
    }

    /** Takes the group back; queues that are earlier already stay where they are. Works with and without consumers connected. */
    public void rewind(String group, String topic, Instant moment) {
        Request.send("rewind " + group, () -> {
            try {
                admin.client().resetOffsetByTimestamp(topic, group, moment.toEpochMilli(), false);
            } catch (Exception failed) {
                if (Request.codeOf(failed) != ResponseCode.CONSUMER_NOT_ONLINE) {
                    throw failed;
                }
                admin.client().resetOffsetByTimestampOld(group, topic, moment.toEpochMilli(), false);
            }
            return null;
        });
    }

    @Override
    public void close() {
        admin.close();
    }
}

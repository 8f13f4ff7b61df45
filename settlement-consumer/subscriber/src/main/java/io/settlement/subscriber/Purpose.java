package io.settlement.subscriber;

import io.settlement.contract.Topics;
import org.apache.rocketmq.remoting.protocol.heartbeat.MessageModel;

/** What events are taken for. Each purpose is a consumer group of its own, with its own place in the topic. */
enum Purpose {
    /**
     * Tells the holder of an SA account what moved. Broadcast: each process has the sessions of some customers, and only it
     * knows of which, so each is told everything.
     */
    NOTIFICATION(Topics.NOTIFICATIONS_GROUP, "SA.CREDITED || SA.DEBITED", MessageModel.BROADCASTING),

    /** Tells a merchant or partner what has come in. Once: the processes of the group share the queues. */
    SETTLEMENT_NOTICE(Topics.SETTLEMENT_NOTICES_GROUP, "SP.CREDITED", MessageModel.CLUSTERING);

    private final String group;
    private final String tags;
    private final MessageModel model;

    Purpose(String group, String tags, MessageModel model) {
        this.group = group;
        this.tags = tags;
        this.model = model;
    }

    String group() {
        return group;
    }

    String tags() {
        return tags;
    }

    MessageModel model() {
        return model;
    }
}

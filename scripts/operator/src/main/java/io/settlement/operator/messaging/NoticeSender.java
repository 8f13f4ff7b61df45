package io.settlement.operator.messaging;

import io.settlement.contract.Topics;
import io.settlement.contract.TransfersDebited;
import java.util.UUID;
import org.apache.rocketmq.client.producer.DefaultMQProducer;
import org.apache.rocketmq.client.producer.SendStatus;
import org.apache.rocketmq.common.message.Message;

/** Sends notices again, under the same KEYS. A notice too many moves nothing. */
public final class NoticeSender implements AutoCloseable {

    private static final String GROUP = "settlement-operator";

    private final DefaultMQProducer producer;

    private NoticeSender(DefaultMQProducer producer) {
        this.producer = producer;
    }

    public static NoticeSender connect(BrokerAccess access) {
        var producer = new DefaultMQProducer(GROUP, access.account());
        producer.setNamesrvAddr(access.nameServers());
        producer.setInstanceName("operator-" + UUID.randomUUID());
        Request.send("start a client for " + access, () -> {
            producer.start();
            return null;
        });
        return new NoticeSender(producer);
    }

    /** @throws BrokerTrouble unless the broker has stored it */
    public void send(TransfersDebited notice) {
        var message = new Message(Topics.TRANSFERS_DEBITED, "", notice.keys(), notice.toJson());
        Request.send("send the notice of batch " + notice.batchId(), () -> {
            var status = producer.send(message).getSendStatus();
            if (status != SendStatus.SEND_OK) {
                throw new IllegalStateException("the broker answered " + status);
            }
            return null;
        });
    }

    @Override
    public void close() {
        producer.shutdown();
    }
}

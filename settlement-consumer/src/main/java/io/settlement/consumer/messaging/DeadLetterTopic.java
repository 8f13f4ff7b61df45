package io.settlement.consumer.messaging;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.settlement.contract.Topics;
import org.apache.rocketmq.client.producer.DefaultMQProducer;
import org.apache.rocketmq.client.producer.SendStatus;
import org.apache.rocketmq.common.message.Message;
import org.apache.rocketmq.common.message.MessageExt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends undecodable bodies on, raw, to {@link Topics#SETTLEMENT_DEAD_LETTER}, with the topic and id they came from. */
final class DeadLetterTopic implements DeadLetters {

    static final String ORIGIN_TOPIC = "originTopic";
    static final String ORIGIN_MESSAGE_ID = "originMsgId";

    private static final Logger log = LoggerFactory.getLogger(DeadLetterTopic.class);

    private final DefaultMQProducer producer;
    private final Counter undecodable;

    /** @param producer started and shut down by whoever made it */
    DeadLetterTopic(DefaultMQProducer producer, MeterRegistry registry) {
        this.producer = producer;
        this.undecodable = Counter.builder("settlement.messages.undecodable")
                .description("messages whose body could not be decoded, each delivery counted")
                .register(registry);
    }

    @Override
    public boolean keep(MessageExt message) {
        undecodable.increment();
        try {
            return producer.send(letterOf(message)).getSendStatus() == SendStatus.SEND_OK;
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return false;
        } catch (Exception notSent) {
            log.warn("message {} could not be kept as a dead letter: {}", message.getMsgId(), notSent.toString());
            return false;
        }
    }

    private static Message letterOf(MessageExt message) {
        var body = message.getBody() == null ? new byte[0] : message.getBody();
        var letter = new Message(Topics.SETTLEMENT_DEAD_LETTER, message.getTags(), message.getMsgId(), body);
        letter.putUserProperty(ORIGIN_TOPIC, message.getTopic());
        letter.putUserProperty(ORIGIN_MESSAGE_ID, message.getMsgId());
        return letter;
    }
}

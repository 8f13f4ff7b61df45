package io.settlement.subscriber;

import io.settlement.contract.AccountBalanceChanged;
import io.settlement.contract.UndecodableMessage;
import java.util.List;
import org.apache.rocketmq.client.consumer.listener.ConsumeOrderlyContext;
import org.apache.rocketmq.client.consumer.listener.ConsumeOrderlyStatus;
import org.apache.rocketmq.client.consumer.listener.MessageListenerOrderly;
import org.apache.rocketmq.common.message.MessageExt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the messages of one queue one after the other, which keeps the order of each account. A notice that fails throws:
 * RocketMQ then gives the same message again after a moment, and nothing overtakes it. A body that cannot be read never can
 * be: it is refused in one line, for a queue that waits for it would stand still.
 */
final class EventListener implements MessageListenerOrderly {

    private static final Logger log = LoggerFactory.getLogger(EventListener.class);

    private final Purpose purpose;
    private final SeenSequences seen;
    private final Notices notices;

    EventListener(Purpose purpose, SeenSequences seen, Notices notices) {
        this.purpose = purpose;
        this.seen = seen;
        this.notices = notices;
    }

    @Override
    public ConsumeOrderlyStatus consumeMessage(List<MessageExt> messages, ConsumeOrderlyContext context) {
        messages.forEach(this::take);
        return ConsumeOrderlyStatus.SUCCESS;
    }

    private void take(MessageExt message) {
        try {
            var changed = AccountBalanceChanged.fromJson(message.getBody());
            for (var event : changed.events()) {
                if (!seen.has(event)) {
                    notices.give(purpose, changed, event);
                    seen.note(event);
                }
            }
        } catch (UndecodableMessage refused) {
            log.error("message {} is refused: {}", message.getMsgId(), refused.getMessage());
        }
    }
}

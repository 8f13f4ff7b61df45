package io.settlement.consumer.messaging;

import io.settlement.contract.TransfersDebited;
import io.settlement.contract.UndecodableMessage;
import io.settlement.ledger.TransferId;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.rocketmq.client.consumer.listener.ConsumeConcurrentlyContext;
import org.apache.rocketmq.client.consumer.listener.ConsumeConcurrentlyStatus;
import org.apache.rocketmq.client.consumer.listener.MessageListenerConcurrently;
import org.apache.rocketmq.common.message.MessageExt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Merges all messages of a call into one settlement, so that one credit and one finish serve them all. Only trouble of
 * our own making is answered with "again", and only a few times: what the settlement leaves open is the sweeper's.
 */
public final class TransfersDebitedListener implements MessageListenerConcurrently {

    static final int MOST_RETRIES = 3;

    private static final Logger log = LoggerFactory.getLogger(TransfersDebitedListener.class);

    private final Consumer<Collection<TransferId>> settle;
    private final DeadLetters deadLetters;

    public TransfersDebitedListener(Consumer<Collection<TransferId>> settle, DeadLetters deadLetters) {
        this.settle = settle;
        this.deadLetters = deadLetters;
    }

    @Override
    public ConsumeConcurrentlyStatus consumeMessage(List<MessageExt> messages, ConsumeConcurrentlyContext context) {
        Set<TransferId> named = new LinkedHashSet<>();
        boolean allKept = true;
        for (var message : messages) {
            allKept &= read(message, named);
        }
        boolean looked = named.isEmpty() || settleOrGiveUp(named, messages);
        return allKept && looked
                ? ConsumeConcurrentlyStatus.CONSUME_SUCCESS
                : ConsumeConcurrentlyStatus.RECONSUME_LATER;
    }

    /** False where an undecodable message could not be put aside. */
    private boolean read(MessageExt message, Set<TransferId> named) {
        try {
            var notice = TransfersDebited.fromJson(message.getBody());
            notice.transferIds().forEach(id -> named.add(new TransferId(id)));
            return true;
        } catch (UndecodableMessage undecodable) {
            log.error("message {} goes to the dead letters: {}", message.getMsgId(), undecodable.getMessage());
            return deadLetters.keep(message);
        }
    }

    private boolean settleOrGiveUp(Set<TransferId> named, List<MessageExt> messages) {
        try {
            settle.accept(named);
            return true;
        } catch (RuntimeException unexpected) {
            int retried = messages.stream()
                    .mapToInt(MessageExt::getReconsumeTimes)
                    .max()
                    .orElse(0);
            log.error("{} transfers were not settled, redelivery {}", named.size(), retried, unexpected);
            return retried >= MOST_RETRIES;
        }
    }
}

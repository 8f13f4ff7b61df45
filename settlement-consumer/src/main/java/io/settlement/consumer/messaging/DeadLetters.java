package io.settlement.consumer.messaging;

import org.apache.rocketmq.common.message.MessageExt;

/** Where bodies go that nobody can read. */
@FunctionalInterface
public interface DeadLetters {

    /** Keeps the message as it is; false where that failed and it must come again. */
    boolean keep(MessageExt message);
}

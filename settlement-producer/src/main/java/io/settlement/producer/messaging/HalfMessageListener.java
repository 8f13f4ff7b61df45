package io.settlement.producer.messaging;

import io.settlement.contract.TransfersDebited;
import io.settlement.contract.UndecodableMessage;
import io.settlement.ledger.BatchId;
import io.settlement.ledger.FenceOutcome;
import io.settlement.producer.batching.Announcer.Debit;
import java.util.function.Function;
import org.apache.rocketmq.client.producer.LocalTransactionState;
import org.apache.rocketmq.client.producer.TransactionListener;
import org.apache.rocketmq.common.message.Message;
import org.apache.rocketmq.common.message.MessageExt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends half messages: by what their debit says, and, where the broker has to ask later, by the fence. */
public final class HalfMessageListener implements TransactionListener {

    private static final Logger log = LoggerFactory.getLogger(HalfMessageListener.class);

    private final Function<BatchId, FenceOutcome> fence;

    public HalfMessageListener(Function<BatchId, FenceOutcome> fence) {
        this.fence = fence;
    }

    /** Called by the client on the sending thread once the half is stored; not at all where its flush timed out. */
    @Override
    public LocalTransactionState executeLocalTransaction(Message message, Object debit) {
        return switch (((Debit) debit).run()) {
            case COMMIT -> LocalTransactionState.COMMIT_MESSAGE;
            case ROLLBACK -> LocalTransactionState.ROLLBACK_MESSAGE;
            case UNKNOWN -> LocalTransactionState.UNKNOW;
        };
    }

    /** The broker does not know how a half ended. Looking would race with the debit; writing the fence does not. */
    @Override
    public LocalTransactionState checkLocalTransaction(MessageExt half) {
        try {
            var batch = new BatchId(TransfersDebited.fromJson(half.getBody()).batchId());
            var outcome = fence.apply(batch);
            log.info("check-back of batch {}: {}", batch, outcome);
            return stateFor(outcome);
        } catch (UndecodableMessage notOurs) {
            log.warn(
                    "check-back of a half message that is no notice, id {}: {}", half.getMsgId(), notOurs.getMessage());
            return LocalTransactionState.ROLLBACK_MESSAGE;
        }
    }

    private static LocalTransactionState stateFor(FenceOutcome fence) {
        return switch (fence) {
            case DEBITED -> LocalTransactionState.COMMIT_MESSAGE;
            case NEVER_DEBITED -> LocalTransactionState.ROLLBACK_MESSAGE;
            case UNKNOWN -> LocalTransactionState.UNKNOW;
        };
    }
}

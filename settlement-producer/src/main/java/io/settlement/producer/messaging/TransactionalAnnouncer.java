package io.settlement.producer.messaging;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.settlement.contract.Topics;
import io.settlement.contract.TransfersDebited;
import io.settlement.contract.UndecodableMessage;
import io.settlement.ledger.BatchId;
import io.settlement.ledger.FenceOutcome;
import io.settlement.ledger.shard.SourceLedger;
import io.settlement.producer.batching.Announcer;
import java.util.stream.Stream;
import org.apache.rocketmq.acl.common.AclClientRPCHook;
import org.apache.rocketmq.acl.common.SessionCredentials;
import org.apache.rocketmq.client.exception.MQClientException;
import org.apache.rocketmq.client.producer.LocalTransactionState;
import org.apache.rocketmq.client.producer.SendStatus;
import org.apache.rocketmq.client.producer.TransactionListener;
import org.apache.rocketmq.client.producer.TransactionMQProducer;
import org.apache.rocketmq.common.message.Message;
import org.apache.rocketmq.common.message.MessageExt;
import org.apache.rocketmq.remoting.RPCHook;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Announces batches with RocketMQ's transactional messages: one message per batch, never a MessageBatch, which loses
 * messages inside a transaction without a word. Safe for any number of threads.
 */
public final class TransactionalAnnouncer implements Announcer, TransactionListener, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(TransactionalAnnouncer.class);

    /** The broker said nothing, or could not be reached. */
    private static final String NOT_SENT = "NOT_SENT";

    private final MeterRegistry registry;
    private final CheckBacks checkBacks;
    private final TransactionMQProducer producer;

    public TransactionalAnnouncer(
            RocketMqProperties properties, String instanceName, SourceLedger ledger, MeterRegistry registry)
            throws MQClientException {
        this.registry = registry;
        this.checkBacks = new CheckBacks(ledger, properties.checkThreads(), registry);
        this.producer =
                new TransactionMQProducer(Topics.PRODUCER_GROUP, credentials(properties), properties.trace(), null);
        producer.setNamesrvAddr(properties.nameServers());
        producer.setInstanceName(instanceName);
        producer.setSendMsgTimeout((int) properties.sendTimeout().toMillis());
        producer.setExecutorService(checkBacks.threads());
        producer.setTransactionListener(this);
        producer.start();
        countHalf(NOT_SENT, 0);
        Stream.of(SendStatus.values()).forEach(status -> countHalf(status.name(), 0));
    }

    private static RPCHook credentials(RocketMqProperties properties) {
        return properties.accessKey().isBlank()
                ? null
                : new AclClientRPCHook(new SessionCredentials(properties.accessKey(), properties.secretKey()));
    }

    @Override
    public void announce(TransfersDebited notice, Debit debit) {
        var message = new Message(Topics.TRANSFERS_DEBITED, notice.toJson());
        message.setKeys(notice.keys());
        try {
            var sent = producer.sendMessageInTransaction(message, debit);
            countHalf(sent.getSendStatus().name(), 1);
            log.debug("batch {} sent: {} {}", notice.batchId(), sent.getSendStatus(), sent.getLocalTransactionState());
        } catch (MQClientException | RuntimeException notSent) {
            countHalf(NOT_SENT, 1);
            log.warn("the half message of batch {} was not taken: {}", notice.batchId(), notSent.toString());
        }
    }

    /** What the broker said to the half; where it is not SEND_OK, the client has not called the debit. */
    private void countHalf(String status, int halves) {
        Counter.builder("settlement.halves")
                .description("half messages by what the broker said to them")
                .tag("status", status)
                .register(registry)
                .increment(halves);
    }

    /** For who looks whether name server and broker are there. */
    BrokerSight sight() {
        return new BrokerSight(producer);
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
            var fence = checkBacks.fence(batch);
            log.info("check-back of batch {}: {}", batch, fence);
            return stateFor(fence);
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

    @Override
    public void close() {
        producer.shutdown();
        checkBacks.close();
    }
}

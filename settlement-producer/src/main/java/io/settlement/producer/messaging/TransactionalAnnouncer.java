package io.settlement.producer.messaging;

import io.settlement.contract.Topics;
import io.settlement.contract.TransfersDebited;
import io.settlement.contract.UndecodableMessage;
import io.settlement.ledger.BatchId;
import io.settlement.ledger.FenceOutcome;
import io.settlement.ledger.shard.SourceLedger;
import io.settlement.producer.batching.Announcer;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.rocketmq.acl.common.AclClientRPCHook;
import org.apache.rocketmq.acl.common.SessionCredentials;
import org.apache.rocketmq.client.exception.MQClientException;
import org.apache.rocketmq.client.producer.LocalTransactionState;
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

    private final SourceLedger ledger;
    private final ExecutorService checks;
    private final TransactionMQProducer producer;

    public TransactionalAnnouncer(RocketMqProperties properties, String instanceName, SourceLedger ledger)
            throws MQClientException {
        this.ledger = ledger;
        this.checks = Executors.newFixedThreadPool(properties.checkThreads(), task -> new Thread(task, "check-back"));
        this.producer =
                new TransactionMQProducer(Topics.PRODUCER_GROUP, credentials(properties), properties.trace(), null);
        producer.setNamesrvAddr(properties.nameServers());
        producer.setInstanceName(instanceName);
        producer.setSendMsgTimeout((int) properties.sendTimeout().toMillis());
        producer.setExecutorService(checks);
        producer.setTransactionListener(this);
        producer.start();
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
            log.debug("batch {} sent: {} {}", notice.batchId(), sent.getSendStatus(), sent.getLocalTransactionState());
        } catch (MQClientException | RuntimeException notSent) {
            log.warn("the half message of batch {} was not taken: {}", notice.batchId(), notSent.toString());
        }
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
            var fence = ledger.fence(batch);
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
        checks.shutdown();
    }
}

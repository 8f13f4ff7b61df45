package io.settlement.producer.messaging;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.settlement.contract.Topics;
import io.settlement.contract.TransfersDebited;
import io.settlement.ledger.BatchId;
import io.settlement.ledger.shard.SourceLedger;
import io.settlement.producer.batching.Announcer;
import java.util.stream.Stream;
import org.apache.rocketmq.acl.common.AclClientRPCHook;
import org.apache.rocketmq.acl.common.SessionCredentials;
import org.apache.rocketmq.client.exception.MQClientException;
import org.apache.rocketmq.client.producer.SendStatus;
import org.apache.rocketmq.client.producer.TransactionListener;
import org.apache.rocketmq.client.producer.TransactionMQProducer;
import org.apache.rocketmq.common.message.Message;
import org.apache.rocketmq.remoting.RPCHook;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Announces batches with RocketMQ's transactional messages: one message per batch, never a MessageBatch, which loses
 * messages inside a transaction without a word. Safe for any number of threads.
 */
public final class TransactionalAnnouncer implements Announcer, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(TransactionalAnnouncer.class);

    /** The broker said nothing, or could not be reached. */
    private static final String NOT_SENT = "NOT_SENT";

    private final MeterRegistry registry;
    private final CheckBacks checkBacks;
    private final TransactionListener listener;
    private final TransactionMQProducer producer;

    public TransactionalAnnouncer(
            RocketMqProperties properties, String instanceName, SourceLedger ledger, MeterRegistry registry)
            throws MQClientException {
        this.registry = registry;
        this.checkBacks = new CheckBacks(ledger, properties.checkThreads(), registry);
        this.listener = new HalfMessageListener(checkBacks::fence);
        this.producer =
                new TransactionMQProducer(Topics.PRODUCER_GROUP, credentials(properties), properties.trace(), null);
        producer.setNamesrvAddr(properties.nameServers());
        producer.setInstanceName(instanceName);
        producer.setSendMsgTimeout((int) properties.sendTimeout().toMillis());
        producer.setExecutorService(checkBacks.threads());
        producer.setTransactionListener(listener);
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
            log.warn(
                    "the half message of batch {} was not taken: {}",
                    new BatchId(notice.batchId()),
                    notSent.toString());
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

    /** What the client asks how a half ends. */
    public TransactionListener listener() {
        return listener;
    }

    /** For who looks whether name server and broker are there. */
    BrokerSight sight() {
        return new BrokerSight(producer);
    }

    @Override
    public void close() {
        producer.shutdown();
        checkBacks.close();
    }
}

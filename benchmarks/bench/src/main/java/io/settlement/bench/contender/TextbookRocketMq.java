package io.settlement.bench.contender;

import io.settlement.bench.engine.Engines;
import io.settlement.bench.measure.SettleTimes;
import io.settlement.bench.workload.BenchTransfer;
import io.settlement.bench.workload.Population;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.rocketmq.acl.common.AclClientRPCHook;
import org.apache.rocketmq.acl.common.SessionCredentials;
import org.apache.rocketmq.client.consumer.DefaultMQPushConsumer;
import org.apache.rocketmq.client.consumer.listener.ConsumeConcurrentlyStatus;
import org.apache.rocketmq.client.consumer.listener.MessageListenerConcurrently;
import org.apache.rocketmq.client.consumer.rebalance.AllocateMessageQueueAveragely;
import org.apache.rocketmq.client.exception.MQClientException;
import org.apache.rocketmq.client.producer.LocalTransactionState;
import org.apache.rocketmq.client.producer.SendStatus;
import org.apache.rocketmq.client.producer.TransactionListener;
import org.apache.rocketmq.client.producer.TransactionMQProducer;
import org.apache.rocketmq.common.consumer.ConsumeFromWhere;
import org.apache.rocketmq.common.message.Message;
import org.apache.rocketmq.common.message.MessageExt;
import org.apache.rocketmq.remoting.RPCHook;

/**
 * RocketMQ's transactional messages as its samples and most articles use them: a half message for each transfer, the debit
 * as its local transaction, one commit for each leg, a check-back that looks whether the debit is there. A credit that
 * comes twice is left out by its key. It does not guarantee an end: a credit that fails sixteen times is a dead letter, and a
 * look that comes before the debit's commit rolls a message back whose debit then stands.
 */
public final class TextbookRocketMq extends PeerContender {

    private static final int CLIENTS = 32;
    private static final int CONSUMER_THREADS = 16;
    private static final int QUEUES = 8;
    private static final int PULLED_AT_ONCE = 32;
    private static final String TOPIC = "bench-textbook";
    private static final String GROUP = "bench-textbook";
    private static final String LOOK = "SELECT 1 FROM debit WHERE transfer_id = ?";
    private static final Duration STANDSTILL = Duration.ofSeconds(60);

    private final Engines engines;
    private final AtomicLong waiting = new AtomicLong();
    private TransactionMQProducer producer;
    private DefaultMQPushConsumer consumer;
    private volatile long run;

    public TextbookRocketMq(Engines engines) {
        super(new PeerBooks(engines.database(), "textbook", Engines.DATABASES, List.of()));
        this.engines = engines;
    }

    @Override
    public Profile profile() {
        return new Profile(
                Names.TEXTBOOK_ROCKETMQ,
                "RocketMQ's own client, one transactional message for each transfer, one commit for each leg, on four"
                        + " databases; " + CONSUMER_THREADS + " consumer threads, " + PULLED_AT_ONCE
                        + " messages a pull, no message trace",
                "an end: dead letters and half messages that are checked too often need a person. The check-back looks"
                        + " and may be too early. Money on its way stands on no account. No key of the caller's, no"
                        + " journal, no event",
                CLIENTS,
                1);
    }

    @Override
    public void prepare(Population population, SettleTimes times) throws Exception {
        super.prepare(population, times);
        waiting.set(0);
        run = System.nanoTime();
        if (producer == null) {
            startClients();
        }
    }

    private void startClients() throws MQClientException {
        var broker = engines.broker();
        try (var admin = broker.admin()) {
            admin.createTopic(TOPIC, QUEUES);
            admin.createGroup(GROUP);
        }
        producer = new TransactionMQProducer(GROUP, credentials());
        producer.setNamesrvAddr(broker.nameServer());
        producer.setTransactionListener(new Debits());
        producer.start();
        consumer = new DefaultMQPushConsumer(GROUP, credentials(), new AllocateMessageQueueAveragely());
        consumer.setNamesrvAddr(broker.nameServer());
        consumer.setConsumeThreadMin(CONSUMER_THREADS);
        consumer.setConsumeThreadMax(CONSUMER_THREADS);
        consumer.setPullBatchSize(PULLED_AT_ONCE);
        consumer.setConsumeFromWhere(ConsumeFromWhere.CONSUME_FROM_FIRST_OFFSET);
        consumer.subscribe(TOPIC, "*");
        consumer.registerMessageListener((MessageListenerConcurrently) (messages, context) -> {
            messages.forEach(this::credit);
            return ConsumeConcurrentlyStatus.CONSUME_SUCCESS;
        });
        consumer.start();
    }

    private RPCHook credentials() {
        var account = engines.broker().administrator();
        return new AclClientRPCHook(new SessionCredentials(account.user(), account.password()));
    }

    /** A transfer being debited by one client. */
    private record Debit(Connection connection, BenchTransfer transfer) {}

    /** The producer's side: the debit, and the look for it. */
    private final class Debits implements TransactionListener {

        @Override
        public LocalTransactionState executeLocalTransaction(Message message, Object argument) {
            var debit = (Debit) argument;
            try {
                boolean done = LockConflicts.retried(debit.connection, () -> commit(debit));
                return done ? LocalTransactionState.COMMIT_MESSAGE : LocalTransactionState.ROLLBACK_MESSAGE;
            } catch (SQLException unknown) {
                return LocalTransactionState.UNKNOW;
            }
        }

        private boolean commit(Debit debit) throws SQLException {
            boolean enough = Legs.debit(debit.connection, debit.transfer);
            if (enough) {
                debit.connection.commit();
            } else {
                debit.connection.rollback();
            }
            return enough;
        }

        @Override
        public LocalTransactionState checkLocalTransaction(MessageExt message) {
            var transfer = transferIn(message);
            var pool = peerBooks().pool(peerBooks().databaseOf(transfer.source()));
            try (var connection = pool.getConnection();
                    var look = connection.prepareStatement(LOOK)) {
                look.setLong(1, transfer.number());
                try (var row = look.executeQuery()) {
                    return row.next() ? LocalTransactionState.COMMIT_MESSAGE : LocalTransactionState.ROLLBACK_MESSAGE;
                }
            } catch (SQLException unknown) {
                return LocalTransactionState.UNKNOW;
            }
        }
    }

    @Override
    public Sender sender(int client) throws SQLException {
        return new PeerSender(peerBooks()) {
            @Override
            boolean send(BenchTransfer transfer) throws Exception {
                var debit = new Debit(connection(peerBooks().databaseOf(transfer.source())), transfer);
                var sent = producer.sendMessageInTransaction(message(transfer), debit);
                if (sent.getSendStatus() != SendStatus.SEND_OK
                        || sent.getLocalTransactionState() == LocalTransactionState.UNKNOW) {
                    throw new IllegalStateException("transfer " + transfer.number() + " is unknown: " + sent);
                }
                boolean accepted = sent.getLocalTransactionState() == LocalTransactionState.COMMIT_MESSAGE;
                if (accepted) {
                    waiting.incrementAndGet();
                }
                return accepted;
            }
        };
    }

    private Message message(BenchTransfer transfer) {
        var body = ByteBuffer.allocate(5 * Long.BYTES)
                .putLong(run)
                .putLong(transfer.number())
                .putLong(transfer.source())
                .putLong(transfer.destination())
                .putLong(transfer.amount());
        return new Message(TOPIC, "", Long.toString(transfer.number()), body.array());
    }

    private static BenchTransfer transferIn(MessageExt message) {
        var body = ByteBuffer.wrap(message.getBody()).position(Long.BYTES);
        return new BenchTransfer(body.getLong(), (int) body.getLong(), (int) body.getLong(), body.getLong());
    }

    /** An exception makes the broker deliver the message again. */
    private void credit(MessageExt message) {
        if (ByteBuffer.wrap(message.getBody()).getLong() != run) {
            return;
        }
        var transfer = transferIn(message);
        var pool = peerBooks().pool(peerBooks().databaseOf(transfer.destination()));
        try (var connection = pool.getConnection()) {
            LockConflicts.retried(connection, () -> {
                Legs.credit(connection, transfer);
                connection.commit();
                return null;
            });
            times().settled(transfer.number());
            waiting.decrementAndGet();
        } catch (SQLException failed) {
            if (failed.getErrorCode() != LockConflicts.DUPLICATE_KEY) {
                throw new IllegalStateException(failed);
            }
        }
    }

    /** What stands still for a minute is for the books to tell. */
    @Override
    public void drain() throws InterruptedException {
        long left = waiting.get();
        long since = System.nanoTime();
        while (left > 0 && System.nanoTime() - since < STANDSTILL.toNanos()) {
            Thread.sleep(1);
            long now = waiting.get();
            since = now == left ? since : System.nanoTime();
            left = now;
        }
    }

    @Override
    public void close() {
        if (producer != null) {
            consumer.shutdown();
            producer.shutdown();
        }
        super.close();
    }
}

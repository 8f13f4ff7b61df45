package io.settlement.producer;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.settlement.contract.Topics;
import io.settlement.contract.TransfersDebited;
import io.settlement.ledger.ActingOwner;
import io.settlement.ledger.BatchId;
import io.settlement.ledger.DebitOutcome;
import io.settlement.ledger.FenceOutcome;
import io.settlement.ledger.ShardId;
import io.settlement.ledger.Transfer;
import io.settlement.ledger.TransferInstruction;
import io.settlement.localstack.RocketMq;
import io.settlement.localstack.TestEngines;
import io.settlement.producer.batching.Admission;
import io.settlement.producer.batching.Announcer;
import io.settlement.producer.batching.Answer;
import io.settlement.producer.batching.BatchingProperties;
import io.settlement.producer.batching.DebitLanes;
import io.settlement.producer.messaging.RocketMqProperties;
import io.settlement.producer.messaging.TransactionalAnnouncer;
import io.settlement.testing.LedgerNode;
import io.settlement.threads.Threads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.apache.rocketmq.acl.common.AclClientRPCHook;
import org.apache.rocketmq.acl.common.SessionCredentials;
import org.apache.rocketmq.client.exception.MQClientException;
import org.apache.rocketmq.tools.admin.DefaultMQAdminExt;

/** A producer as one process has it, without its HTTP door: lanes and announcer over a ledger and a real broker. */
final class ProducerNode implements AutoCloseable {

    private final LedgerNode ledger;
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final TransactionalAnnouncer announcer;
    private final DebitLanes lanes;
    private volatile TransfersDebited inFlight;

    ProducerNode(LedgerNode ledger, RocketMq broker) {
        this(ledger, broker, Duration.ofSeconds(30), announcer -> announcer);
    }

    /** With an announcer of the test's own around or in place of the real one. */
    ProducerNode(LedgerNode ledger, RocketMq broker, Duration answerTimeout, UnaryOperator<Announcer> aroundAnnouncer) {
        this(
                ledger,
                broker,
                new BatchingProperties(8192, 1024, answerTimeout, Duration.ofSeconds(20)),
                aroundAnnouncer);
    }

    ProducerNode(
            LedgerNode ledger, RocketMq broker, BatchingProperties batching, UnaryOperator<Announcer> aroundAnnouncer) {
        this.ledger = ledger;
        try {
            announcer = new TransactionalAnnouncer(
                    properties(broker),
                    UUID.randomUUID().toString(),
                    ledger.ledger().source(),
                    registry);
        } catch (MQClientException failed) {
            throw new IllegalStateException(failed);
        }
        lanes = new DebitLanes(
                ledger.ledger().settlement(),
                shard -> ledger.database().states().get(shard).isUp(),
                ledger.ids(),
                Threads.REAL,
                remembering(aroundAnnouncer.apply(announcer)),
                Admission.UNLIMITED,
                batching,
                registry);
    }

    private Announcer remembering(Announcer announcer) {
        return (notice, debit) -> {
            inFlight = notice;
            announcer.announce(notice, debit);
        };
    }

    /** The notice announced last. */
    Optional<TransfersDebited> inFlight() {
        return Optional.ofNullable(inFlight);
    }

    /** What a counter of this producer stands at. */
    double count(String name, String tag, String value) {
        var counter = registry.find(name).tag(tag, value).counter();
        return counter == null ? 0 : counter.count();
    }

    /** Debits of a shard without an outcome of which the fence has said this. */
    double fenced(ShardId shard, FenceOutcome outcome) {
        return registry.get("settlement.fences")
                .tag("shard", String.valueOf(shard.number()))
                .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
                .counter()
                .count();
    }

    /** Batches of a shard whose outcome is not known at present. */
    int unresolved(ShardId shard) {
        return (int) registry.get("settlement.batches.unresolved")
                .tag("shard", String.valueOf(shard.number()))
                .gauge()
                .value();
    }

    /** Without message trace, whose client takes seconds to end. */
    private static RocketMqProperties properties(RocketMq broker) {
        var account = broker.broker().application();
        return new RocketMqProperties(
                broker.nameServer().address(), account.user(), account.password(), false, Duration.ofSeconds(3), 4);
    }

    /** The shared broker with the topic and group that producers need. */
    static RocketMq sharedBroker() {
        var broker = TestEngines.rocketMq();
        prepare(broker);
        return broker;
    }

    static void prepare(RocketMq broker) {
        try (var admin = broker.broker().admin()) {
            admin.createTopic(Topics.TRANSFERS_DEBITED, 4);
            admin.createGroup(Topics.PRODUCER_GROUP);
            admin.allow(
                    broker.broker().application(),
                    List.of(Topics.TRANSFERS_DEBITED),
                    List.of(Topics.PRODUCER_GROUP, Topics.CONSUMER_GROUP));
        }
    }

    static long announced(RocketMq broker) {
        try (var admin = broker.broker().admin()) {
            return admin.endOffset(Topics.TRANSFERS_DEBITED);
        }
    }

    /** How many messages that consumers can see carry this batch among their KEYS. */
    static long visible(RocketMq broker, BatchId batch) {
        var account = broker.broker().administrator();
        var admin = new DefaultMQAdminExt(
                new AclClientRPCHook(new SessionCredentials(account.user(), account.password())), 5_000);
        admin.setNamesrvAddr(broker.nameServer().address());
        admin.setInstanceName(UUID.randomUUID().toString());
        try {
            admin.start();
            return admin.queryMessage(Topics.TRANSFERS_DEBITED, batch.toString(), 32, 0, Long.MAX_VALUE)
                    .getMessageList()
                    .size();
        } catch (MQClientException none) {
            return 0;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        } finally {
            // It takes three seconds, and nobody waits for it.
            new Thread(admin::shutdown).start();
        }
    }

    /** Waits until it is so. */
    static boolean await(Duration patience, BooleanSupplier condition) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            pause(100);
        }
        return true;
    }

    static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits until so many messages were announced; answers how many there are then. */
    static long awaitAnnounced(RocketMq broker, long expected, Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        try (var admin = broker.broker().admin()) {
            while (admin.endOffset(Topics.TRANSFERS_DEBITED) < expected && System.nanoTime() < deadline) {
                Thread.sleep(100);
            }
            return admin.endOffset(Topics.TRANSFERS_DEBITED);
        }
    }

    TransactionalAnnouncer announcer() {
        return announcer;
    }

    List<CompletableFuture<Answer>> submit(TransferInstruction... instructions) {
        return submit(ActingOwner.ANY, instructions);
    }

    List<CompletableFuture<Answer>> submit(ActingOwner by, TransferInstruction... instructions) {
        return lanes.submit(by, List.of(instructions));
    }

    /** The answers of one request, waited for. */
    List<Answer> answers(TransferInstruction... instructions) {
        return await(submit(instructions));
    }

    static List<Answer> await(List<CompletableFuture<Answer>> submitted) {
        List<Answer> answers = new ArrayList<>();
        for (var answer : submitted) {
            answers.add(answer.orTimeout(60, TimeUnit.SECONDS).join());
        }
        return answers;
    }

    Answer answer(TransferInstruction instruction) {
        return answers(instruction).get(0);
    }

    /** The transfer that stands after an answer that must be a stored row. */
    static Transfer stored(Answer answer) {
        return ((DebitOutcome.Stored) ((Answer.Decided) answer).outcome()).transfer();
    }

    LedgerNode ledger() {
        return ledger;
    }

    /** Waits for the lanes, and not for the RocketMQ client, which takes seconds to end. */
    @Override
    public void close() {
        lanes.close();
        new Thread(announcer::close, "client-shutdown").start();
    }
}

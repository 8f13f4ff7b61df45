package io.settlement.producer;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.settlement.contract.Topics;
import io.settlement.contract.TransfersDebited;
import io.settlement.ledger.DebitOutcome;
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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.apache.rocketmq.client.exception.MQClientException;

/** A producer as one process has it, without its HTTP door: lanes and announcer over a ledger and a real broker. */
final class ProducerNode implements AutoCloseable {

    private final LedgerNode ledger;
    private final TransactionalAnnouncer announcer;
    private final DebitLanes lanes;
    private volatile TransfersDebited inFlight;

    ProducerNode(LedgerNode ledger, RocketMq broker) {
        this(ledger, broker, new BatchingProperties(8192, 1024, Duration.ofSeconds(30)), announcer -> announcer);
    }

    ProducerNode(
            LedgerNode ledger, RocketMq broker, BatchingProperties batching, UnaryOperator<Announcer> aroundAnnouncer) {
        this.ledger = ledger;
        try {
            announcer = new TransactionalAnnouncer(
                    properties(broker),
                    UUID.randomUUID().toString(),
                    ledger.ledger().source());
        } catch (MQClientException failed) {
            throw new IllegalStateException(failed);
        }
        lanes = new DebitLanes(
                ledger.database(),
                ledger.ledger(),
                ledger.ids(),
                remembering(aroundAnnouncer.apply(announcer)),
                Admission.UNLIMITED,
                batching,
                new SimpleMeterRegistry());
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

    private static RocketMqProperties properties(RocketMq broker) {
        var account = broker.broker().application();
        return new RocketMqProperties(
                broker.nameServer().address(), account.user(), account.password(), true, Duration.ofSeconds(3), 4);
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
        return lanes.submit(List.of(instructions));
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

    @Override
    public void close() {
        lanes.close();
        announcer.close();
    }
}

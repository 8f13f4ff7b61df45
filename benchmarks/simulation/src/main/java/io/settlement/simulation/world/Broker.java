package io.settlement.simulation.world;

import io.settlement.simulation.schedule.Scheduler;
import io.settlement.simulation.schedule.SimulatedProcess;
import io.settlement.simulation.steps.Operation;
import io.settlement.simulation.steps.Phase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.rocketmq.client.consumer.listener.ConsumeConcurrentlyStatus;
import org.apache.rocketmq.client.producer.LocalTransactionState;
import org.apache.rocketmq.common.message.Message;
import org.apache.rocketmq.common.message.MessageExt;

/**
 * RocketMQ as far as settlement can tell: keeps halves until they are ended, asks back for those that are not, delivers
 * what is committed at least once and in no order, and loses some of it.
 */
final class Broker {

    /** As RocketMQ does, with shorter pauses: then a half is put aside and never delivered. */
    private static final int MOST_CHECKS = 15;

    private static final Duration CHECK_AFTER = Duration.ofSeconds(6);
    private static final Duration TIME_ON_THE_WAY = Duration.ofMillis(100);
    private static final Duration BEFORE_REDELIVERY = Duration.ofSeconds(10);
    private static final int MOST_MERGED = 4;
    private static final int MOST_REDELIVERIES = 16;

    private final Scheduler scheduler;
    private final Faults faults;
    private final Supplier<Optional<ProducerLife>> producers;
    private final Supplier<Optional<ConsumerLife>> consumers;
    private final List<MessageExt> queue = new ArrayList<>();
    private final Map<SimulatedProcess, List<MessageExt>> inHand = new HashMap<>();
    private boolean up = true;
    private int messages;

    Broker(
            Scheduler scheduler,
            Faults faults,
            Supplier<Optional<ProducerLife>> producers,
            Supplier<Optional<ConsumerLife>> consumers) {
        this.scheduler = scheduler;
        this.faults = faults;
        this.producers = producers;
        this.consumers = consumers;
    }

    /** A half message that is stored. */
    final class Half {
        private final MessageExt message;
        private boolean ended;
        private int checks;

        private Half(MessageExt message) {
            this.message = message;
        }

        Message message() {
            return message;
        }
    }

    void stop() {
        up = false;
    }

    void start() {
        up = true;
    }

    /** Stores a half; empty where the sender is told that it did not, or nothing at all, which need not be true. */
    Optional<Half> send(Message message) {
        if (!up || trouble("half refused")) {
            return Optional.empty();
        }
        var half = store(message);
        if (trouble("half stored twice")) {
            // The sender's client repeats a send that has no answer, under the same keys.
            store(message);
        }
        return trouble("half stored, not answered") ? Optional.empty() : Optional.of(half);
    }

    private Half store(Message message) {
        var stored = new MessageExt();
        stored.setTopic(message.getTopic());
        stored.setBody(message.getBody());
        stored.setMsgId("message-" + ++messages);
        var half = new Half(stored);
        half.ended = trouble("half lost");
        scheduler.later(CHECK_AFTER, () -> check(half));
        return half;
    }

    /** One-way: who ends a half does not learn whether that came through. */
    void end(Half half, LocalTransactionState state) {
        if (!up || trouble("end of half lost")) {
            return;
        }
        scheduler.later(faults.upTo(TIME_ON_THE_WAY), () -> apply(half, state));
    }

    private void apply(Half half, LocalTransactionState state) {
        if (half.ended || state == LocalTransactionState.UNKNOW) {
            return;
        }
        half.ended = true;
        if (state == LocalTransactionState.COMMIT_MESSAGE) {
            queue(half.message, faults.upTo(TIME_ON_THE_WAY));
        }
    }

    private void check(Half half) {
        if (half.ended || ++half.checks > MOST_CHECKS) {
            return;
        }
        producers
                .get()
                .filter(producer -> up)
                .ifPresent(producer -> scheduler.spawn(producer.process(), "check-back", Duration.ZERO, () -> {
                    faults.reach(Operation.CHECK_BACK, Phase.ASKED);
                    var state = producer.listener().checkLocalTransaction(half.message);
                    faults.reach(Operation.CHECK_BACK, Phase.DONE);
                    end(half, state);
                }));
        scheduler.later(CHECK_AFTER, () -> check(half));
    }

    private void queue(MessageExt message, Duration delay) {
        if (trouble("message lost")) {
            return;
        }
        scheduler.later(delay, () -> {
            queue.add(message);
            deliver();
        });
    }

    /** Some of what waits, in any order, to any consumer. */
    private void deliver() {
        var consumer = consumers.get().filter(any -> up);
        if (queue.isEmpty()) {
            return;
        }
        if (consumer.isEmpty()) {
            scheduler.later(BEFORE_REDELIVERY, this::deliver);
            return;
        }
        List<MessageExt> pulled = new ArrayList<>();
        int wanted = 1 + faults.below(MOST_MERGED);
        while (pulled.size() < wanted && !queue.isEmpty()) {
            pulled.add(queue.remove(faults.below(queue.size())));
        }
        var process = consumer.get().process();
        inHand.computeIfAbsent(process, none -> new ArrayList<>()).addAll(pulled);
        scheduler.spawn(process, "delivery", Duration.ZERO, () -> {
            faults.reach(Operation.DELIVERY, Phase.ASKED);
            var status = consumer.get().listener().consumeMessage(pulled, null);
            faults.reach(Operation.DELIVERY, Phase.DONE);
            answered(process, pulled, status);
        });
    }

    private void answered(SimulatedProcess process, List<MessageExt> delivered, ConsumeConcurrentlyStatus status) {
        inHand.get(process).removeAll(delivered);
        if (status != ConsumeConcurrentlyStatus.CONSUME_SUCCESS) {
            delivered.forEach(this::again);
        } else if (trouble("acknowledgement lost")) {
            delivered.forEach(message -> queue(message, BEFORE_REDELIVERY));
        }
    }

    private void again(MessageExt message) {
        if (message.getReconsumeTimes() < MOST_REDELIVERIES) {
            message.setReconsumeTimes(message.getReconsumeTimes() + 1);
            queue(message, BEFORE_REDELIVERY);
        }
    }

    /** What a dead consumer had not acknowledged is delivered to another, or to its next life. */
    void died(SimulatedProcess process) {
        var left = inHand.remove(process);
        if (left != null) {
            left.forEach(message -> queue(message, BEFORE_REDELIVERY));
        }
    }

    private boolean trouble(String what) {
        boolean happens = faults.happens(faults.troubles().broker() / 4);
        if (happens) {
            scheduler.note(what);
        }
        return happens;
    }
}

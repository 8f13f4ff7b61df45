package io.settlement.simulation.world;

import io.settlement.producer.batching.Answer;
import io.settlement.simulation.schedule.Scheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Hands its orders in and repeats those of which it knows nothing for certain, at any producer, under the same keys. Now
 * and then it loses patience before its producer does, gives up, or asks again for what it knows.
 */
final class Caller implements Runnable {

    private static final int MOST_TRIES = 6;
    private static final Duration PATIENCE = Duration.ofSeconds(14);
    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(3);
    private static final int GIVES_UP = 150;
    private static final int BELIEVES_NO = 700;
    private static final int ASKS_AGAIN = 100;

    private final Scheduler scheduler;
    private final Faults faults;
    private final Supplier<Optional<ProducerLife>> producers;
    private final List<Order> orders;

    Caller(Scheduler scheduler, Faults faults, Supplier<Optional<ProducerLife>> producers, List<Order> orders) {
        this.scheduler = scheduler;
        this.faults = faults;
        this.producers = producers;
        this.orders = orders;
    }

    @Override
    public void run() {
        var wanted = new ArrayList<>(orders);
        for (int tries = 0; tries < MOST_TRIES && !wanted.isEmpty(); tries++) {
            producers.get().ifPresent(producer -> request(producer, wanted));
            wanted.removeIf(this::isDone);
            scheduler.sleep(faults.upTo(BETWEEN_TRIES));
        }
    }

    private void request(ProducerLife producer, List<Order> wanted) {
        var process = producer.process();
        var answers = producer.submit(wanted.stream().map(Order::instruction).toList());
        scheduler.note("asks " + process + " for "
                + wanted.stream()
                        .map(order -> order.instruction().key().value())
                        .toList());
        List<Order.Try> tries = new ArrayList<>();
        for (int i = 0; i < wanted.size(); i++) {
            var order = wanted.get(i);
            var asked = order.begin(process, scheduler.steps());
            tries.add(asked);
            answers.get(i).thenAccept(told -> hear(order, asked, told));
        }
        scheduler.await(
                () -> !process.isAlive()
                        || tries.stream().allMatch(asked -> asked.answer().isPresent()),
                faults.upTo(PATIENCE));
    }

    private void hear(Order order, Order.Try asked, Answer told) {
        if (asked.hear(told)) {
            scheduler.note("tells of " + order.instruction().key() + " " + told);
        }
    }

    private boolean isDone(Order order) {
        var last = order.tries().isEmpty()
                ? Optional.<Answer>empty()
                : order.tries().get(order.tries().size() - 1).answer();
        if (last.isEmpty() || last.get() instanceof Answer.Unknown) {
            return faults.happens(GIVES_UP);
        }
        if (last.get() instanceof Answer.Decided || last.get() instanceof Answer.Broken) {
            return !faults.happens(ASKS_AGAIN);
        }
        return faults.happens(BELIEVES_NO);
    }
}

package io.settlement.localstack.control;

import io.settlement.drill.system.DrilledSystem.Event;
import io.settlement.localstack.Broker;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A subscriber from the first event on, that keeps the last line it was told of each account and drops what it has seen. */
final class ToldEvents implements AutoCloseable {

    private final Map<Long, Long> lastLines = new ConcurrentHashMap<>();
    private final Queue<String> gaps = new ConcurrentLinkedQueue<>();
    private final EventSubscription subscription;

    ToldEvents(Broker broker) {
        subscription = EventSubscription.start("told-events", broker.nameServer(), broker.application(), this::note);
    }

    private void note(Event event) {
        long line = event.line().sequence();
        lastLines.compute(event.account(), (account, before) -> {
            long last = before == null ? 0 : before;
            if (line > last + 1) {
                gaps.add("account " + account + ": line " + line + " after " + last);
            }
            return Math.max(last, line);
        });
    }

    /** Lines that came before the one ahead of them. */
    List<String> gaps() {
        return List.copyOf(gaps);
    }

    Map<Long, Long> lastLines() {
        return new HashMap<>(lastLines);
    }

    @Override
    public void close() {
        subscription.close();
    }
}

package io.settlement.producer.admission;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The rules of one kind that are in force: the floor, and those that were pushed last. Where both are for one resource the
 * tighter one decides, so a push can only take from what the floor lets in.
 */
final class PushedRules<R> {

    private final List<R> floor;
    private final Consumer<List<R>> sentinel;
    private volatile int pushed;

    /** @param sentinel puts rules in the place of all that it had */
    PushedRules(List<R> floor, Consumer<List<R>> sentinel) {
        this.floor = List.copyOf(floor);
        this.sentinel = sentinel;
        replace(List.of());
    }

    /** Puts rules in the place of those pushed before. */
    synchronized void replace(List<R> rules) {
        sentinel.accept(
                new ArrayList<>(Stream.of(floor, rules).flatMap(List::stream).toList()));
        pushed = rules.size();
    }

    /** How many pushed rules are in force. */
    int pushed() {
        return pushed;
    }
}

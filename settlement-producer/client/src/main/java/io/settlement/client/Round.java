package io.settlement.client;

import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Whom one call has asked: nobody twice before everybody that is there was asked. For one thread. */
final class Round {

    private final Choice choice;
    private final Set<URI> asked = new HashSet<>();

    Round(Choice choice) {
        this.choice = choice;
    }

    /** Whom to ask; empty if nobody is there. */
    Optional<URI> next() {
        if (isOver()) {
            asked.clear();
        }
        var next = choice.of(left());
        next.ifPresent(asked::add);
        return next;
    }

    /** Whether all that are there were asked, or nobody is there. */
    boolean isOver() {
        return left().isEmpty();
    }

    private List<Producer> left() {
        return choice.here().stream()
                .filter(producer -> !asked.contains(producer.address()))
                .toList();
    }
}

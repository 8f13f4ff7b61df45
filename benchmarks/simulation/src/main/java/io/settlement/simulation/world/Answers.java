package io.settlement.simulation.world;

import io.settlement.ledger.DebitOutcome;
import io.settlement.ledger.KeyOfAccount;
import io.settlement.ledger.Transfer;
import io.settlement.ledger.TransferStatus;
import io.settlement.ledger.shard.InMemoryLedger;
import io.settlement.producer.batching.Answer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Holds what callers were told against what stands when everything has come to rest. */
final class Answers {

    private final InMemoryLedger ledger;
    private final List<String> findings;
    private final Map<KeyOfAccount, Transfer> rows = new HashMap<>();

    Answers(InMemoryLedger ledger, List<String> findings) {
        this.ledger = ledger;
        this.findings = findings;
    }

    void check(List<Order> orders) {
        ledger.shards()
                .forEach(shard -> shard.transfers()
                        .forEach(transfer -> rows.put(KeyOfAccount.of(transfer.instruction()), transfer)));
        Map<KeyOfAccount, List<Order>> byKey = new HashMap<>();
        orders.forEach(order -> byKey.computeIfAbsent(KeyOfAccount.of(order.instruction()), none -> new ArrayList<>())
                .add(order));
        byKey.forEach(this::check);
    }

    private void check(KeyOfAccount key, List<Order> orders) {
        var row = rows.get(key);
        for (var order : orders) {
            for (var asked : order.tries()) {
                var answer = asked.answer();
                if (answer.isPresent() && !isTrue(answer.get(), asked, order, row, orders)) {
                    findings.add("of key %s %s said %s, but %s"
                            .formatted(key.key(), asked.producer, answer.get(), row == null ? "nothing stands" : row));
                }
            }
        }
    }

    private boolean isTrue(Answer answer, Order.Try asked, Order order, Transfer row, List<Order> orders) {
        if (answer instanceof Answer.Decided decided) {
            return isTrue(decided.outcome(), order, row);
        }
        if (answer instanceof Answer.NotAccepted) {
            return row == null || isOfAnotherTry(asked, row, orders);
        }
        if (answer instanceof Answer.Broken) {
            return row == null || !row.instruction().equals(order.instruction());
        }
        return answer instanceof Answer.Unknown || row == null || isOfAnotherRequest(asked, row, orders);
    }

    private static boolean isTrue(DebitOutcome outcome, Order order, Transfer row) {
        if (outcome instanceof DebitOutcome.Stored stored) {
            return row != null
                    && row.id().equals(stored.transfer().id())
                    && row.instruction().equals(order.instruction())
                    && (row.status() == TransferStatus.REJECTED)
                            == (stored.transfer().status() == TransferStatus.REJECTED);
        }
        if (outcome instanceof DebitOutcome.KeyConflict conflict) {
            return row != null
                    && row.id().equals(conflict.transfer().id())
                    && !row.instruction().equals(order.instruction());
        }
        return false;
    }

    /**
     * "Not accepted" speaks of a key and of what its producer had under way when it looked. Of other producers, and of a
     * try that somebody began while this one was waiting, it says nothing.
     */
    private boolean isOfAnotherTry(Order.Try asked, Transfer row, List<Order> orders) {
        boolean triedLater = orders.stream()
                .flatMap(order -> order.tries().stream())
                .anyMatch(other -> other.producer == asked.producer && other.begun > asked.begun);
        return triedLater || debitedBy(row) != asked.producer;
    }

    private Object debitedBy(Transfer row) {
        return ledger.shards().stream()
                .map(shard -> shard.debitedBy(row.id()))
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow();
    }

    /** "Not taken" and "busy" speak of one request: its producer has debited another one, or another producer has. */
    private boolean isOfAnotherRequest(Order.Try asked, Transfer row, List<Order> orders) {
        boolean othersTaken = orders.stream()
                .flatMap(order -> order.tries().stream())
                .filter(other -> other.producer == asked.producer)
                .anyMatch(other -> other.answer().filter(Answers::isNotTaken).isEmpty());
        return othersTaken || debitedBy(row) != asked.producer;
    }

    private static boolean isNotTaken(Answer answer) {
        return answer instanceof Answer.NotTaken || answer instanceof Answer.Busy;
    }
}

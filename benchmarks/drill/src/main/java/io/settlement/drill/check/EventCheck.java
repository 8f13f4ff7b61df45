package io.settlement.drill.check;

import io.settlement.drill.history.Operation.EventSeen;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/** Whether each subscriber, dropping what it has seen, was told of every line once and in order. */
final class EventCheck {

    private final Facts facts;
    private final Findings findings;
    private final Map<String, Map<Long, BitSet>> seen = new HashMap<>();
    private boolean storeLost;

    EventCheck(Facts facts, Findings findings) {
        this.facts = facts;
        this.findings = findings;
    }

    void subscribed(String subscriber) {
        seen.putIfAbsent(subscriber, new HashMap<>());
    }

    /** Events that were published and not taken are gone with the broker's store; their order still counts. */
    void storeLost() {
        storeLost = true;
    }

    void seen(EventSeen event) {
        subscribed(event.subscriber());
        var own = seen.get(event.subscriber()).computeIfAbsent(event.account(), account -> new BitSet());
        int sequence = Math.toIntExact(event.line().sequence());
        if (own.get(sequence)) {
            return;
        }
        if (sequence < own.length()) {
            findings.add(
                    FindingKind.EVENT_OUT_OF_ORDER, subject(event), "before event " + (own.length() - 1), event.line());
        }
        own.set(sequence);
        checkContent(event);
    }

    /** The kind is left out: events tell a withdrawal from a transfer's debit, lines do not. */
    private void checkContent(EventSeen event) {
        var told = event.line();
        boolean stands = facts.line(event.account(), told.sequence())
                .filter(line -> line.mark().equals(told.mark())
                        && line.amount() == told.amount()
                        && line.transferId() == told.transferId())
                .isPresent();
        if (!stands) {
            findings.add(FindingKind.ANSWER_UNTRUE, subject(event), told, facts.line(event.account(), told.sequence()));
        }
    }

    void finish() {
        if (storeLost) {
            return;
        }
        seen.forEach((subscriber, accounts) -> facts.lines().forEach((account, lines) -> {
            var own = accounts.getOrDefault(account, new BitSet());
            for (var line : lines) {
                if (!own.get(Math.toIntExact(line.sequence()))) {
                    findings.add(
                            FindingKind.EVENT_MISSING, subscriber + " of account " + account, line, "no event of it");
                }
            }
        }));
    }

    private static String subject(EventSeen event) {
        return event.subscriber() + " of account " + event.account();
    }
}

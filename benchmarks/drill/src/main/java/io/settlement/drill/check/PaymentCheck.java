package io.settlement.drill.check;

import io.settlement.drill.check.Facts.Key;
import io.settlement.drill.history.Operation.Tried;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Holds every answer to a payment against what stands, and everything that stands against what was asked for. */
final class PaymentCheck {

    private final Facts facts;
    private final DoorLives doors = new DoorLives();
    private final Map<Key, KeyHistory> keys = new HashMap<>();
    private final Set<Long> accepted = new HashSet<>();
    private long unknown;

    PaymentCheck(Facts facts) {
        this.facts = facts;
    }

    void doorStarted(String door, long moment) {
        doors.started(door, moment);
    }

    void tried(Tried tried) {
        var key = new Key(tried.asked().keyAccount(), tried.asked().key());
        keys.computeIfAbsent(key, first -> new KeyHistory(doors)).add(tried);
        switch (tried.answer().outcome()) {
            case OK -> {
                if (tried.answer().isAccepted()) {
                    accepted.add(tried.answer().transferId());
                }
            }
            case UNKNOWN -> unknown++;
            case FAIL -> {}
        }
    }

    /** Transfers that somebody was told are accepted. */
    long accepted() {
        return accepted.size();
    }

    /** Tries whose outcome nobody was told. */
    long unknown() {
        return unknown;
    }

    void finish(Findings findings) {
        keys.forEach((key, history) -> facts.transfer(key)
                .ifPresentOrElse(
                        stands -> history.check(stands, findings), () -> history.checkNothingStands(findings)));
        facts.transfers().values().stream()
                .flatMap(rows -> rows.stream())
                .filter(row -> !keys.containsKey(row.key()))
                .forEach(row -> findings.add(
                        FindingKind.UNASKED, "transfer " + row.id(), "a key that was asked for", row.key()));
    }
}

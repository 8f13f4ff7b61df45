package io.settlement.subscriber;

import io.settlement.contract.AccountEvent;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The latest sequence of each account, so that what comes again is dropped. In memory, and of the accounts heard of latest:
 * good enough for a notice that may come twice. Whoever acts on an event keeps this number in the same database transaction
 * as the effect. Thread-safe.
 */
final class SeenSequences {

    private final Map<Long, Long> latest;

    SeenSequences(int accounts) {
        latest = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Long, Long> eldest) {
                return size() > accounts;
            }
        };
    }

    /** Whether this event, or a later one of its account, has been noted. */
    synchronized boolean has(AccountEvent event) {
        return latest.getOrDefault(event.accountId(), 0L) >= event.sequence();
    }

    /** Once the event has had its effect: noted before, it would be lost where the effect fails. */
    synchronized void note(AccountEvent event) {
        latest.put(event.accountId(), event.sequence());
    }
}

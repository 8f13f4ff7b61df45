package io.settlement.cli.messaging;

import io.settlement.contract.AccountEvent;
import java.util.LinkedHashMap;
import java.util.Map;

/** The latest sequence of each account, of those heard of latest: events come at least once, and are shown once. */
final class LatestSequences {

    private static final int ACCOUNTS = 100_000;

    private final Map<Long, Long> latest = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Long> eldest) {
            return size() > ACCOUNTS;
        }
    };

    boolean isNew(AccountEvent event) {
        if (latest.getOrDefault(event.accountId(), 0L) >= event.sequence()) {
            return false;
        }
        latest.put(event.accountId(), event.sequence());
        return true;
    }
}

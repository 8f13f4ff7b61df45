package io.settlement.client;

import java.time.Instant;
import java.util.Optional;

/**
 * Which lines of an account: from a number on, or of a period.
 *
 * @param since included
 * @param until not included
 */
public record StatementQuery(String accountId, Optional<Long> from, Optional<Instant> since, Optional<Instant> until) {

    /** All lines from this number on; the first is 1. */
    public static StatementQuery fromLine(String accountId, long first) {
        return new StatementQuery(accountId, Optional.of(first), Optional.empty(), Optional.empty());
    }

    public static StatementQuery period(String accountId, Instant since, Instant until) {
        return new StatementQuery(accountId, Optional.empty(), Optional.of(since), Optional.of(until));
    }
}

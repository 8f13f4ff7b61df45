package io.settlement.bench.contender;

import java.util.List;

/**
 * The books of one run, read from the database.
 *
 * @param settled transfers whose credit is committed, each counted once
 * @param breaks what does not agree, a sentence each
 */
public record Books(long settled, List<String> breaks) {

    public Books {
        breaks = List.copyOf(breaks);
    }

    public boolean conserved() {
        return breaks.isEmpty();
    }
}

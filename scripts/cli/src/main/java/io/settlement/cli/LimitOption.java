package io.settlement.cli;

import io.settlement.cli.input.Refused;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** How much of a list is shown. */
final class LimitOption {

    private static final int MOST = 100_000;

    @Option(names = "--limit", paramLabel = "N", description = "show at most N (200)")
    private int limit = 200;

    int limit() {
        if (limit < 1 || limit > MOST) {
            throw new Refused("--limit must be from 1 to " + MOST + ", not " + limit + ".");
        }
        return limit;
    }

    /** Says so where there is more. */
    <T> List<T> of(Stream<T> found, Terminal terminal) {
        var items = found.limit(limit() + 1L).toList();
        if (items.size() <= limit) {
            return items;
        }
        terminal.err().println("there are more; --limit shows them");
        return items.subList(0, limit);
    }
}

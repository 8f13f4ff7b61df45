package io.settlement.operator;

import io.settlement.operator.input.Refused;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** How the selected transfers are gone through. */
final class RunOptions {

    static final int MOST = 1_000_000;
    private static final int FASTEST = 10_000;

    @Option(names = "--yes", description = "do it without asking")
    private boolean yes;

    @Option(
            names = "--rate",
            paramLabel = "N",
            description = "at most N a second (as fast as one after the other goes)")
    private int rate;

    @Option(
            names = "--journal",
            paramLabel = "FILE",
            description = "note there what has ended, and leave out what stands in it: to resume a run")
    private Path journal;

    @Option(names = "--list", paramLabel = "N", description = "show at most N items one by one (200); all are counted")
    private int list = 200;

    @Option(names = "--limit", paramLabel = "N", description = "refuse to select more than N (100000)")
    private int limit = 100_000;

    boolean yes() {
        return yes;
    }

    int rate() {
        return rate;
    }

    Path journal() {
        return journal;
    }

    int list() {
        return list;
    }

    int limit() {
        return limit;
    }

    void check() {
        requireWithin("--rate", rate, 0, FASTEST);
        requireWithin("--list", list, 0, MOST);
        requireWithin("--limit", limit, 1, MOST);
    }

    private static void requireWithin(String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw new Refused(option + " must be from " + least + " to " + most + ", not " + value + ".");
        }
    }
}

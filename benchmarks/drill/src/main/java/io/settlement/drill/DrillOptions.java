package io.settlement.drill;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** The drill's command line. */
final class DrillOptions {

    @Option(names = "--seed", paramLabel = "N", description = "equal seeds strike in the same order (the time)")
    private Long seed;

    @Option(
            names = "--minutes",
            paramLabel = "N",
            description = "strike for so long; every fault once at least (${DEFAULT-VALUE})")
    private int minutes;

    @Option(
            names = "--faults",
            paramLabel = "LIST",
            split = ",",
            description = "names, separated by commas, or 'all', or 'short' (short)")
    private List<String> faults = new ArrayList<>();

    @Option(names = "--list", description = "print the names of all faults, and strike none")
    private boolean list;

    @Option(names = "--table", paramLabel = "FILE", description = "write what came of each fault as a table")
    private Path table;

    long seed() {
        if (seed == null) {
            seed = System.currentTimeMillis();
        }
        return seed;
    }

    int minutes() {
        return minutes;
    }

    List<String> faults() {
        return faults;
    }

    boolean list() {
        return list;
    }

    Path table() {
        return table;
    }
}

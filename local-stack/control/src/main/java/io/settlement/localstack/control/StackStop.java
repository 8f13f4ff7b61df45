package io.settlement.localstack.control;

import io.settlement.localstack.EngineProcess;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Stops processes in the order that loses no work: who takes instructions first, who keeps data last. */
final class StackStop {
    private static final Duration GRACE = Duration.ofSeconds(60);

    private StackStop() {}

    /**
     * Asks each to end, kills what does not; returns when all are gone. Those that have ended already are no error. The
     * engines end side by side: without services none of them needs another.
     */
    static void stop(Collection<EngineProcess> processes) {
        inOrder(processes)
                .forEach(group -> Together.runAll(group.stream()
                        .<Together.Step>map(process -> () -> process.stop(GRACE))
                        .toList()));
    }

    /** Ends all at once, nothing flushed: for data that nobody will read. */
    static void kill(Collection<EngineProcess> processes) {
        Together.runAll(
                processes.stream().<Together.Step>map(process -> process::kill).toList());
    }

    /** How a part is called in the data folder and in every message: {@code mariadb-0}, {@code broker}. */
    static String nameOf(EngineProcess process) {
        return process.home().getFileName().toString();
    }

    private static Collection<List<EngineProcess>> inOrder(Collection<EngineProcess> processes) {
        return processes.stream()
                .collect(Collectors.groupingBy(StackStop::rank, TreeMap::new, Collectors.toList()))
                .values();
    }

    private static int rank(EngineProcess process) {
        return switch (nameOf(process).replaceAll("-\\d+$", "")) {
            case "producer" -> 0;
            case "consumer" -> 1;
            default -> 2;
        };
    }
}

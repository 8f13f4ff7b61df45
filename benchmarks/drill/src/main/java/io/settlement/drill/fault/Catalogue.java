package io.settlement.drill.fault;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Every fault by its name. */
public final class Catalogue {

    private static final List<Fault> ALL = Stream.of(
                    ProcessFaults.all(),
                    WaypointFaults.all(),
                    ShardFaults.all(),
                    ClockFaults.all(),
                    CommitFaults.all(),
                    LinkFaults.all(),
                    BrokerFaults.all())
            .flatMap(List::stream)
            .toList();

    /** One of each family, such that a pass takes some minutes. */
    private static final Set<String> SHORT = Set.of(
            "kill-producer",
            "kill-consumer",
            "kill-broker",
            "kill-shard-1",
            "pause-shard-0",
            "pause-consumer",
            "pause-nameserver",
            "lose-commit-answers-producer",
            "lose-commit-answers-consumer",
            "drop-answers-producer-shard",
            "half-open-consumer-shard",
            "reset-connections-broker",
            "drop-answers-broker",
            "delete-broker-store",
            "deliver-again");

    private Catalogue() {}

    public static List<Fault> all() {
        return ALL;
    }

    public static List<Fault> shortSet() {
        return ALL.stream().filter(fault -> SHORT.contains(fault.name())).toList();
    }
}

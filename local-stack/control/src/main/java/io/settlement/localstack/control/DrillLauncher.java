package io.settlement.localstack.control;

import io.settlement.drill.system.DrilledSystem;
import io.settlement.drill.system.SystemLauncher;
import io.settlement.localstack.Lifetime;
import java.io.PrintStream;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Starts a stack for one drill: a database server per shard, two producers, two consumers and two more that wait, in a
 * folder and on ports of its own. The system kills everything when this JVM ends, however that is.
 */
final class DrillLauncher implements SystemLauncher {

    private static final int SHARDS = 2;
    private static final int CONSUMERS_AT_FIRST = 2;
    private static final Map<Setting, String> SETTINGS = Map.of(
            Setting.SHARDS, Integer.toString(SHARDS),
            Setting.DATABASE_SERVERS, Integer.toString(SHARDS),
            Setting.PRODUCERS, "2",
            Setting.CONSUMERS, "4",
            Setting.HEAP, "256m");

    private final DemoFolders folders;
    private final PrintStream err;

    DrillLauncher(DemoFolders folders, PrintStream err) {
        this.folders = folders;
        this.err = err;
    }

    @Override
    public DrilledSystem start() throws Exception {
        folders.removeRemains();
        var folder = folders.make(false);
        var alone = StackLock.tryTake(folder.lock()).orElseThrow();
        var chosen = new EnumMap<Setting, String>(SETTINGS);
        chosen.putAll(StackPorts.free(SHARDS));
        var recorded = RecordedStack.fresh(chosen);
        recorded.write(folder.settingsFile());
        var clock = new SettableClock(folder.clock());
        var wiring = new DrillWiring(recorded.settings().ports(), clock);
        var stack = new Stack(folder, recorded, Lifetime.THIS_JVM, wiring);
        var disks = smallDisks(stack);
        try {
            stack.requireDifferentPorts();
            new StackStart(stack, atFirst(stack), err::println).run();
            return new DrillStack(stack, alone, wiring, disks);
        } finally {
            err.flush();
        }
    }

    /** Empty where this machine lets nobody mount. */
    private static Map<String, SmallDisk> smallDisks(Stack stack) {
        var homes = Map.of(
                "broker", stack.broker().process().home(),
                "shard-1", stack.databases().servers().get(1).process().home());
        var disks = new TreeMap<String, SmallDisk>();
        homes.forEach((part, home) -> SmallDisk.tryMount(home).ifPresent(disk -> disks.put(part, disk)));
        return disks;
    }

    private static List<SettlementService> atFirst(Stack stack) {
        return Stream.concat(
                        stack.services(ServiceKind.PRODUCER).stream(),
                        stack.services(ServiceKind.CONSUMER).stream().limit(CONSUMERS_AT_FIRST))
                .toList();
    }
}

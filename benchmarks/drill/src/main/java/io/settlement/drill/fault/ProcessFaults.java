package io.settlement.drill.fault;

import io.settlement.drill.fault.Fault.Struck;
import io.settlement.drill.system.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Processes that end, stand still, or become more and fewer. */
final class ProcessFaults {

    private static final List<String> KINDS =
            List.of("producer", "consumer", "shard-0", "shard-1", "broker", "nameserver", "nacos");

    private static final int SECONDS_DOWN = 5;
    private static final int SECONDS_PAUSED = 10;
    private static final int SECONDS_MISLED = 10;

    /** Services: 10 s for the work under way, 10 s for the messages, and the clients' own ends. */
    private static final int LONGEST_STOP = 40;

    /** What these names begin with needs a tool of the machine's. */
    static final String MEMORY = "exhaust-memory-";

    /** Longer than the lease of sweepers and relays, 15 s. */
    private static final int BEYOND_A_LEASE = 20;

    /** Longer than all check-backs that the drill's broker makes of one half message. */
    private static final int BEYOND_ALL_CHECK_BACKS = 25;

    private ProcessFaults() {}

    static List<Fault> all() {
        var faults = new ArrayList<Fault>();
        KINDS.forEach(kind -> faults.add(kill(kind)));
        KINDS.forEach(kind -> faults.add(pause(kind)));
        List.of("producer", "consumer").forEach(kind -> {
            faults.add(stop(kind));
            faults.add(mislead(kind));
            faults.add(exhaustMemory(kind));
        });
        faults.add(producersDown());
        faults.add(twoSweepers());
        faults.add(consumersComeAndGo());
        faults.add(killEverything());
        faults.add(stopEverything());
        return faults;
    }

    private static Fault kill(String kind) {
        var holds = "SIGKILL: what it had under way is ended by others, or after its restart";
        return new Fault("kill-" + kind, holds, SECONDS_DOWN, target -> {
            var part = target.any(kind);
            part.kill();
            return new Struck(part.name(), part::start);
        });
    }

    private static Fault stop(String kind) {
        var holds = "SIGTERM: what it had taken is ended before it goes";
        return new Fault("stop-" + kind, holds, SECONDS_DOWN, target -> {
            var part = target.any(kind);
            stopInTime(part);
            return new Struck(part.name(), part::start);
        });
    }

    private static Fault pause(String kind) {
        var holds = "SIGSTOP: a zombie that wakes up changes nothing that was decided without it";
        return new Fault("pause-" + kind, holds, SECONDS_PAUSED, target -> {
            var part = target.any(kind);
            part.pause();
            return new Struck(part.name(), part::resume);
        });
    }

    private static Fault producersDown() {
        var holds =
                "no producer answers a check-back, for longer than there are any: the sweeper ends what was debited";
        return new Fault("producers-down", holds, BEYOND_ALL_CHECK_BACKS, target -> {
            var producers = target.running("producer");
            producers.forEach(Part::kill);
            return new Struck("all producers", () -> producers.forEach(Part::start));
        });
    }

    private static Fault twoSweepers() {
        var holds = "a consumer stands still beyond its lease and goes on beside the one that has taken it";
        return new Fault("two-sweepers", holds, BEYOND_A_LEASE, target -> {
            var sweeper = target.running("consumer").get(0);
            sweeper.pause();
            return new Struck(sweeper.name(), sweeper::resume);
        });
    }

    private static Fault consumersComeAndGo() {
        var holds = "from one consumer to all and back: messages change hands, no credit is done twice";
        return new Fault("consumers-1-4-1", holds, SECONDS_DOWN, target -> {
            var before = target.running("consumer");
            var others =
                    target.all("consumer").subList(1, target.all("consumer").size());
            others.forEach(Part::stop);
            others.forEach(Part::start);
            return new Struck("consumers", () -> {
                others.forEach(Part::stop);
                before.forEach(Part::start);
            });
        });
    }

    private static Fault mislead(String kind) {
        var holds = "one instance believes a slot map of another day: it moves nothing and says nothing untrue";
        return new Fault("stale-slot-map-" + kind, holds, SECONDS_MISLED, target -> {
            var part = target.any(kind);
            part.stop();
            target.system().startMisled(part.name());
            return new Struck(part.name(), () -> {
                part.kill();
                part.start();
            });
        });
    }

    private static Fault exhaustMemory(String kind) {
        var holds = "it is given no more memory: whether it ends or lingers, others do its work";
        return new Fault(MEMORY + kind, holds, SECONDS_PAUSED, target -> {
            var part = target.any(kind);
            target.system().exhaustMemory(part.name());
            return new Struck(part.name(), () -> {
                part.kill();
                part.start();
            });
        });
    }

    private static Fault killEverything() {
        var holds = "every process at once, and all started again at once";
        return new Fault("kill-everything", holds, SECONDS_DOWN, target -> {
            var running = target.parts().stream().filter(Part::isRunning).toList();
            running.forEach(Part::kill);
            return new Struck("all processes", () -> startTogether(running));
        });
    }

    private static Fault stopEverything() {
        var holds = "every process ends in good order, services first, and all are started again at once";
        return new Fault("stop-everything", holds, SECONDS_DOWN, target -> {
            var running = target.parts().stream().filter(Part::isRunning).toList();
            running.stream().filter(ProcessFaults::isService).forEach(ProcessFaults::stopInTime);
            running.stream().filter(part -> !isService(part)).forEach(Part::stop);
            return new Struck("all processes", () -> startTogether(running));
        });
    }

    private static boolean isService(Part part) {
        return part.name().startsWith("producer") || part.name().startsWith("consumer");
    }

    /** A stop drains, and that has its bound; what takes longer was killed in the end. */
    private static void stopInTime(Part part) {
        long begin = System.nanoTime();
        part.stop();
        long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin);
        if (seconds > LONGEST_STOP) {
            throw new IllegalStateException(part.name() + " did not end by itself within " + LONGEST_STOP + " s");
        }
    }

    /** Nobody waits for what it needs to be there first. */
    private static void startTogether(List<Part> parts) {
        var starts = parts.stream()
                .map(part -> CompletableFuture.runAsync(
                        part::start, start -> new Thread(start, "start-" + part.name()).start()))
                .toArray(CompletableFuture<?>[]::new);
        CompletableFuture.allOf(starts).join();
    }
}

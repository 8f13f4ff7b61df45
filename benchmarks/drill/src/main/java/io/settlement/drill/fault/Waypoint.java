package io.settlement.drill.fault;

import io.settlement.drill.fault.Fault.NotStruck;
import io.settlement.drill.system.Link;
import io.settlement.drill.system.Part;
import io.settlement.faults.ClientCommand;
import io.settlement.faults.CommandFault;
import io.settlement.faults.CommandTrigger;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A place on the way of a batch, known by the command that a service sends to a shard next. A service that has come to it
 * stands there, since its command is kept back, or its answer never arrives.
 *
 * @param service whose waypoint it is
 * @param next the command
 * @param done whether the command is served first, and only its answer is missing
 */
record Waypoint(String name, String service, String holds, Predicate<ClientCommand> next, boolean done) {

    private static final Duration ANSWER = Duration.ofSeconds(5);
    private static final long SECONDS_TO_STRIKE = 15;

    static Waypoint before(String name, String service, String holds, Predicate<ClientCommand> next) {
        return new Waypoint(name, service, holds, next, false);
    }

    static Waypoint after(String name, String service, String holds, Predicate<ClientCommand> next) {
        return new Waypoint(name, service, holds, next, true);
    }

    /** A process that stands at the waypoint. */
    record Caught(Part part, String shard, CommandFault fault) {

        /** The command goes its way, whether its sender lives or not. */
        void letGo() {
            fault.close();
        }
    }

    /** Catches one process; all others pass. */
    Caught catchOne(Target target) throws NotStruck, InterruptedException {
        var armed = new LinkedHashMap<Link, CommandFault>();
        Function<CommandTrigger, CommandFault> how = done ? CommandTrigger::loseAnswer : CommandTrigger::hold;
        target.links(service)
                .forEach(link -> armed.put(link, how.apply(link.proxy().when(next))));
        var caught = awaitStruck(armed);
        armed.values().stream()
                .filter(fault -> caught.isEmpty() || fault != caught.get().getValue())
                .forEach(CommandFault::close);
        if (caught.isEmpty()) {
            throw new NotStruck("no " + service + " came to " + name + " in " + SECONDS_TO_STRIKE + " s");
        }
        var link = caught.get().getKey();
        var fault = caught.get().getValue();
        if (done) {
            fault.awaitAnswered(ANSWER);
        }
        return new Caught(target.any(link.from()), link.to(), fault);
    }

    private static Optional<Map.Entry<Link, CommandFault>> awaitStruck(Map<Link, CommandFault> armed)
            throws InterruptedException {
        long giveUpAt = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_TO_STRIKE);
        while (System.nanoTime() < giveUpAt) {
            for (var link : armed.entrySet()) {
                if (link.getValue().struck() > 0) {
                    return Optional.of(Map.entry(link.getKey(), link.getValue()));
                }
            }
            TimeUnit.MILLISECONDS.sleep(1);
        }
        return Optional.empty();
    }
}

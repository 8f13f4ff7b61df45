package io.settlement.drill.fault;

import io.settlement.drill.fault.Fault.NotStruck;
import io.settlement.drill.fault.Fault.Struck;
import io.settlement.drill.system.Link;
import io.settlement.faults.CommandFault;
import io.settlement.faults.CommandTrigger;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;

/** COMMITs that are done unheard, and COMMITs that never arrive. The sender can not tell them apart. */
final class CommitFaults {

    /** So many on each link. */
    private static final int COMMITS = 3;

    private static final int SECONDS = 8;
    private static final long SECONDS_TO_STRIKE = 15;

    private CommitFaults() {}

    static List<Fault> all() {
        return Stream.of("producer", "consumer").flatMap(CommitFaults::of).toList();
    }

    private static Stream<Fault> of(String service) {
        return Stream.of(
                fault(
                        "lose-commit-answers-" + service,
                        "COMMIT is done and its answer never comes: unknown becomes definite",
                        service,
                        CommandTrigger::loseAnswer),
                fault(
                        "reset-commit-answers-" + service,
                        "COMMIT is done and a reset comes instead of its answer: it is not taken for undone",
                        service,
                        CommandTrigger::resetInsteadOfAnswer),
                fault(
                        "reset-before-commits-" + service,
                        "COMMIT never arrives: it is not taken for done",
                        service,
                        CommandTrigger::resetBeforeDelivery),
                fault(
                        "late-commits-" + service,
                        "COMMIT arrives when its sender has given up: the fence waits for it, or it is refused",
                        service,
                        trigger -> trigger.holdFor(Duration.ofSeconds(SECONDS))));
    }

    private static Fault fault(String name, String holds, String service, Function<CommandTrigger, CommandFault> arm) {
        return new Fault(name, holds, SECONDS, target -> {
            var links = target.links(service);
            var armed = links.stream()
                    .map(link -> arm.apply(link.proxy().onCommit().times(COMMITS)))
                    .toList();
            awaitStruck(armed, links);
            return new Struck(service + " to every shard", () -> heal(links));
        });
    }

    /** A fault that was only armed has hurt nobody. */
    private static void awaitStruck(List<CommandFault> armed, List<Link> links) throws Exception {
        long giveUpAt = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_TO_STRIKE);
        while (armed.stream().allMatch(fault -> fault.struck() == 0)) {
            if (System.nanoTime() > giveUpAt) {
                heal(links);
                throw new NotStruck("no COMMIT came by in " + SECONDS_TO_STRIKE + " s");
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    private static void heal(List<Link> links) {
        links.forEach(link -> link.proxy().heal());
    }
}

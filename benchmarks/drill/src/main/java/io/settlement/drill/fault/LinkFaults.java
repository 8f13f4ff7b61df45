package io.settlement.drill.fault;

import io.settlement.drill.fault.Fault.Struck;
import io.settlement.drill.system.DrilledSystem;
import io.settlement.faults.Direction;
import io.settlement.faults.TcpFaultProxy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Ways that carry nothing in one direction, stand half-open, lose, or break: from one service to one shard, from all to the
 * broker, to the name server, and to Nacos.
 */
final class LinkFaults {

    private static final int SECONDS = 10;

    /** Of each read, in each direction: a money transaction takes seconds then. */
    private static final Duration DELAY = Duration.ofMillis(100);

    /** One read in ten is sent again after the shortest time-out that Linux uses, one in a hundred twice. */
    private static final double LOST = 0.1;

    private static final Duration SENT_AGAIN = Duration.ofMillis(200);

    private static final Map<String, Spoiling> SPOILINGS = new TreeMap<>(Map.of(
            "drop-requests", new Spoiling("requests vanish, answers pass", LinkFaults::dropRequests),
            "drop-answers", new Spoiling("requests are served, answers vanish", TcpFaultProxy::dropAnswers),
            "half-open", new Spoiling("nothing passes and nobody is told; it arrives late", TcpFaultProxy::partition),
            "reset-connections", new Spoiling("every connection is reset", TcpFaultProxy::resetConnections),
            "slow", new Spoiling("everything passes, late", LinkFaults::delay),
            "lossy", new Spoiling("random loss: what is lost is sent again, late", LinkFaults::lose)));

    private record Spoiling(String holds, Consumer<TcpFaultProxy> how) {}

    private LinkFaults() {}

    static List<Fault> all() {
        return Stream.of(
                        toShard("producer"),
                        toShard("consumer"),
                        toAll("broker", system -> List.of(system.brokerLink())),
                        toAll("nameserver", system -> List.of(system.nameServerLink())),
                        toAll("nacos", DrilledSystem::nacosLinks))
                .flatMap(faults -> faults)
                .toList();
    }

    private static Stream<Fault> toShard(String service) {
        return SPOILINGS.keySet().stream().map(name -> toShard(name, service));
    }

    private static Fault toShard(String name, String service) {
        var spoiling = SPOILINGS.get(name);
        return new Fault(name + "-" + service + "-shard", spoiling.holds(), SECONDS, target -> {
            var link = target.anyLink(service);
            spoiling.how().accept(link.proxy().link());
            return new Struck(link.from() + " to " + link.to(), link.proxy()::heal);
        });
    }

    private static Stream<Fault> toAll(String part, Function<DrilledSystem, List<TcpFaultProxy>> ways) {
        return SPOILINGS.keySet().stream().map(name -> toAll(name, part, ways));
    }

    private static Fault toAll(String name, String part, Function<DrilledSystem, List<TcpFaultProxy>> ways) {
        var spoiling = SPOILINGS.get(name);
        return new Fault(name + "-" + part, spoiling.holds(), SECONDS, target -> {
            var links = ways.apply(target.system());
            links.forEach(spoiling.how());
            return new Struck("services to " + part, () -> links.forEach(TcpFaultProxy::heal));
        });
    }

    private static void delay(TcpFaultProxy link) {
        link.delay(Direction.CLIENT_TO_SERVER, DELAY);
        link.delay(Direction.SERVER_TO_CLIENT, DELAY);
    }

    private static void lose(TcpFaultProxy link) {
        link.lose(Direction.CLIENT_TO_SERVER, LOST, SENT_AGAIN);
        link.lose(Direction.SERVER_TO_CLIENT, LOST, SENT_AGAIN);
    }

    private static void dropRequests(TcpFaultProxy link) {
        link.discard(Direction.CLIENT_TO_SERVER);
    }
}

package io.settlement.drill.fault;

import io.settlement.drill.fault.Fault.Struck;
import io.settlement.faults.Direction;
import io.settlement.faults.TcpFaultProxy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Ways that carry nothing in one direction, stand half-open, or break: from one service to one shard, and to the broker. */
final class LinkFaults {

    private static final int SECONDS = 10;

    /** Of each read, in each direction: a money transaction takes seconds then. */
    private static final Duration DELAY = Duration.ofMillis(100);

    private static final Map<String, Spoiling> SPOILINGS = new TreeMap<>(Map.of(
            "drop-requests", new Spoiling("requests vanish, answers pass", LinkFaults::dropRequests),
            "drop-answers", new Spoiling("requests are served, answers vanish", TcpFaultProxy::dropAnswers),
            "half-open", new Spoiling("nothing passes and nobody is told; it arrives late", TcpFaultProxy::partition),
            "reset-connections", new Spoiling("every connection is reset", TcpFaultProxy::resetConnections),
            "slow", new Spoiling("everything passes, late", LinkFaults::delay)));

    private record Spoiling(String holds, Consumer<TcpFaultProxy> how) {}

    private LinkFaults() {}

    static List<Fault> all() {
        return Stream.of(
                        toShard("producer"),
                        toShard("consumer"),
                        SPOILINGS.keySet().stream().map(LinkFaults::toBroker))
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

    private static Fault toBroker(String name) {
        var spoiling = SPOILINGS.get(name);
        return new Fault(name + "-broker", spoiling.holds(), SECONDS, target -> {
            var link = target.system().brokerLink();
            spoiling.how().accept(link);
            return new Struck("services to broker", link::heal);
        });
    }

    private static void delay(TcpFaultProxy link) {
        link.delay(Direction.CLIENT_TO_SERVER, DELAY);
        link.delay(Direction.SERVER_TO_CLIENT, DELAY);
    }

    private static void dropRequests(TcpFaultProxy link) {
        link.discard(Direction.CLIENT_TO_SERVER);
    }
}

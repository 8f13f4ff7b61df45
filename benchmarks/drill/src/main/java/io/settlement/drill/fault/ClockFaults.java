package io.settlement.drill.fault;

import io.settlement.drill.fault.Fault.Struck;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Clocks of single services that jump, under their feet and back again. The databases' clocks are right. */
final class ClockFaults {

    /** What these names begin with needs services whose clocks can be set. */
    static final String CLOCK = "clock-";

    private static final int SECONDS = 12;

    private static final Map<String, Duration> JUMPS =
            new TreeMap<>(Map.of("5s", Duration.ofSeconds(5), "10m", Duration.ofMinutes(10), "3d", Duration.ofDays(3)));

    private ClockFaults() {}

    static List<Fault> all() {
        return JUMPS.keySet().stream()
                .flatMap(name -> Stream.of(
                        jump(CLOCK + "ahead-" + name, JUMPS.get(name)),
                        jump(CLOCK + "behind-" + name, JUMPS.get(name).negated())))
                .toList();
    }

    private static Fault jump(String name, Duration ahead) {
        var holds =
                "the clocks of one producer and one consumer jump there and back: order and leases do not follow them";
        return new Fault(name, holds, SECONDS, target -> {
            target.system().shiftClocks(ahead);
            return new Struck("producer-1, consumer-1", () -> target.system().shiftClocks(Duration.ZERO));
        });
    }
}

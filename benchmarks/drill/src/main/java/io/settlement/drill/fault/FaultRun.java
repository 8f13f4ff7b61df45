package io.settlement.drill.fault;

import java.time.Duration;
import java.util.Optional;

/**
 * What came of one strike.
 *
 * @param what was struck
 * @param inFlight transfers DEBITED in the moment of the strike
 * @param recovered from the end of the fault until everything debited before had ended; empty if that took too long
 */
public record FaultRun(Fault fault, String what, long inFlight, Optional<Duration> recovered) {

    public String line() {
        return "STRUCK %s (%s) in_flight=%d %s"
                .formatted(
                        fault.name(),
                        what,
                        inFlight,
                        recovered
                                .map(time -> "recovered=%d.%03ds".formatted(time.toSeconds(), time.toMillisPart()))
                                .orElse("NOT RECOVERED"));
    }
}

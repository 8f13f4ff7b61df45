package io.settlement.bench.measure;

import io.settlement.bench.contender.Profile;
import io.settlement.bench.workload.Population;
import io.settlement.bench.workload.Workload;
import java.time.Duration;

/**
 * What is done to a contender in one run.
 *
 * @param clients that send at the same time
 * @param rate transfers that become due each second whatever is answered, an open loop; 0 for a closed one, in which every
 *     client sends its next transfers when its last ones are answered
 * @param length how long they go on sending; what is under way then is finished, inside the clock
 * @param seed equal for all contenders of a round, so that all get the same transfers
 */
public record Load(Workload workload, Population population, int clients, double rate, Duration length, long seed) {

    public boolean isOpen() {
        return rate > 0;
    }

    /** How many transfers a client of this contender hands over at a time. */
    public int transfersPerCall(Profile contender) {
        return isOpen() ? contender.transfersPerPacedCall() : contender.transfersPerCall();
    }

    /** As it stands in results, {@code closed-16} or {@code open-2000}. */
    public String mode() {
        return isOpen() ? "open-" + Math.round(rate) : "closed-" + clients;
    }

    public Load withSeed(long other) {
        return new Load(workload, population, clients, rate, length, other);
    }

    public Load atRate(double other) {
        return new Load(workload, population, clients, other, length, seed);
    }
}

package io.settlement.bench.contender;

import io.settlement.bench.measure.SettleTimes;
import io.settlement.bench.workload.Population;
import java.util.Map;

/**
 * One way of moving money between accounts. A run is: prepare, senders that send side by side, drain, books. Prepared
 * again for every run; the senders of a run are closed before its books are read.
 */
public interface Contender extends AutoCloseable {

    Profile profile();

    /**
     * Makes the accounts of a run, each with its funding.
     *
     * @param times told of every transfer whose credit is committed, at once or when the books are read
     */
    void prepare(Population population, SettleTimes times) throws Exception;

    /** For one client thread. */
    Sender sender(int client) throws Exception;

    /** Returns when every accepted transfer has ended, and all that is still to be told of it has been told. */
    void drain() throws Exception;

    /** What the database says of the run. Nothing that is in memory counts. */
    Books books() throws Exception;

    /** Puts one minor unit on one account that nobody paid. The books must find it. */
    void plantCent() throws Exception;

    /** Processes of its own by name, besides this JVM and the database server, whose cost is counted too. */
    default Map<String, Long> processes() {
        return Map.of();
    }

    @Override
    void close();
}

package io.settlement.consumer.reconciliation;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.settlement.reconciliation.ReconciliationReport;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** What the last proof of this process has found. NaN where it has made none, or another process makes them now. */
final class ProofMeter {

    private static final double SECOND = Duration.ofSeconds(1).toNanos();

    private final MeterRegistry registry;
    private final Set<String> currencies = ConcurrentHashMap.newKeySet();
    private volatile Optional<Proved> last = Optional.empty();

    private record Proved(ReconciliationReport report, long at) {}

    ProofMeter(MeterRegistry registry) {
        this.registry = registry;
        gauge(
                "settlement.proof.breaks",
                "mismatches of the last proof",
                "",
                proved -> proved.report.breaks().size());
        gauge(
                "settlement.proof.unread.shards",
                "shards that it could not read",
                "",
                proved -> proved.report.unread().size());
        gauge(
                "settlement.proof.age",
                "time since its end",
                "seconds",
                proved -> (System.nanoTime() - proved.at) / SECOND);
        Stream.of("conserved", "broken", "unread", "failed").forEach(verdict -> runs(verdict, 0));
    }

    void proved(ReconciliationReport report) {
        last = Optional.of(new Proved(report, System.nanoTime()));
        report.differences().keySet().stream().filter(currencies::add).forEach(this::registerDifference);
        runs(report.conserved() ? "conserved" : report.breaks().isEmpty() ? "unread" : "broken", 1);
    }

    void failed() {
        last = Optional.empty();
        runs("failed", 1);
    }

    /** Another process proves. */
    void forget() {
        last = Optional.empty();
    }

    private void registerDifference(String currency) {
        Gauge.builder(
                        "settlement.proof.difference",
                        this,
                        meter -> meter.figure(proved -> proved.report
                                .differences()
                                .getOrDefault(currency, BigInteger.ZERO)
                                .doubleValue()))
                .description("how far CLEARING is from the DEBITED transfers, and the balances from a sum of zero")
                .baseUnit("minor_units")
                .tag("currency", currency)
                .register(registry);
    }

    private void gauge(String name, String description, String unit, ToDoubleFunction<Proved> figure) {
        Gauge.builder(name, this, meter -> meter.figure(figure))
                .description(description)
                .baseUnit(unit.isEmpty() ? null : unit)
                .register(registry);
    }

    private double figure(ToDoubleFunction<Proved> figure) {
        return last.map(figure::applyAsDouble).orElse(Double.NaN);
    }

    private void runs(String verdict, int runs) {
        Counter.builder("settlement.proof.runs")
                .description("proofs by what they have found")
                .tag("verdict", verdict)
                .register(registry)
                .increment(runs);
    }
}

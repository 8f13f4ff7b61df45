package io.settlement.client;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Which producer is asked: by weight, among those that are there. One that failed is put aside for a moment, then one call tries
 * it, and the others follow where that one was answered. Where all are aside, that is no reason to ask none. Thread-safe.
 */
final class Choice {

    static final Duration ASIDE = Duration.ofSeconds(5);

    private final ProducerAddresses producers;
    private final DoubleSupplier chance;
    private final LongSupplier nanos;
    private final Map<URI, Long> asideUntil = new ConcurrentHashMap<>();

    Choice(ProducerAddresses producers) {
        this(producers, () -> ThreadLocalRandom.current().nextDouble(), System::nanoTime);
    }

    /**
     * @param chance from 0 to below 1, any number as likely as another
     * @param nanos a clock that only goes forward
     */
    Choice(ProducerAddresses producers, DoubleSupplier chance, LongSupplier nanos) {
        this.producers = producers;
        this.chance = chance;
        this.nanos = nanos;
    }

    /** For one call. */
    Round round() {
        return new Round(this);
    }

    List<Producer> here() {
        return producers.now().stream().filter(Producer::takesCalls).toList();
    }

    /** One of these; empty if there are none. */
    Optional<URI> of(List<Producer> candidates) {
        var ready = candidates.stream().filter(this::isReady).toList();
        var chosen = byWeight(ready.isEmpty() ? candidates : ready);
        chosen.ifPresent(this::tryOnce);
        return chosen;
    }

    private boolean isReady(Producer producer) {
        var until = asideUntil.get(producer.address());
        return until == null || nanos.getAsLong() - until >= 0;
    }

    private Optional<URI> byWeight(List<Producer> candidates) {
        double left = chance.getAsDouble()
                * candidates.stream().mapToDouble(Producer::weight).sum();
        Optional<URI> last = Optional.empty();
        for (var candidate : candidates) {
            last = Optional.of(candidate.address());
            left -= candidate.weight();
            if (left < 0) {
                return last;
            }
        }
        // Sums of fractions are not exact.
        return last;
    }

    /** Of one that was aside: nobody else asks it until it has answered, or as long again has passed. */
    private void tryOnce(URI producer) {
        asideUntil.computeIfPresent(producer, (address, until) -> fromNow());
    }

    private long fromNow() {
        return nanos.getAsLong() + ASIDE.toNanos();
    }

    void answered(URI producer) {
        asideUntil.remove(producer);
    }

    void failed(URI producer) {
        asideUntil.put(producer, fromNow());
        // Addresses come and go, for as long as the program runs.
        var known = producers.now().stream().map(Producer::address).collect(Collectors.toSet());
        asideUntil.keySet().removeIf(Predicate.not(known::contains));
    }

    /** Where the list comes from. */
    @Override
    public String toString() {
        return producers.toString();
    }
}

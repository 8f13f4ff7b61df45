package io.settlement.consumer.figures;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.settlement.ledger.ShardId;
import io.settlement.ledger.shard.ShardFigures;
import io.settlement.ledger.shard.ShardFigures.Figures;
import io.settlement.sharding.ShardedDatabase;
import io.settlement.watch.ShardWatches;
import io.settlement.watch.Watch;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;

/**
 * Gauges of every shard's {@link Figures}, read on a thread per shard and never by who asks for them. Where a shard cannot
 * be read they are NaN, and {@code settlement.figures.up} is 0: an old figure would say that all is well.
 */
final class FigureMeters implements AutoCloseable {

    private static final double SECOND = Duration.ofSeconds(1).toNanos();

    private record Line(ShardId shard, String currency) {}

    private final MeterRegistry registry;
    private final Set<Line> currencies = ConcurrentHashMap.newKeySet();
    private final ShardWatches<Figures> watches;

    FigureMeters(ShardedDatabase database, ShardFigures figures, Duration interval, MeterRegistry registry) {
        this.registry = registry;
        this.watches = ShardWatches.of("figures", database, interval, shard -> read(figures, shard));
        watches.byShard().forEach(this::register);
    }

    /** A currency is known when a shard has told it. */
    private Figures read(ShardFigures figures, ShardId shard) {
        var read = figures.read(shard);
        read.inFlight().keySet().stream()
                .map(currency -> new Line(shard, currency))
                .filter(currencies::add)
                .forEach(this::registerMoney);
        return read;
    }

    private void register(ShardId shard, Watch<Figures> watch) {
        var tags = Tags.of("shard", Integer.toString(shard.number()));
        Gauge.builder("settlement.figures.up", watch, look -> look.isThere() ? 1 : 0)
                .description("1 while the shard's figures can be read")
                .tags(tags)
                .register(registry);
        gauge("settlement.in.flight", "transfers that are DEBITED", "transfers", watch, tags, Figures::openTransfers);
        gauge(
                "settlement.in.flight.oldest.age",
                "age of the oldest of them",
                "seconds",
                watch,
                tags,
                FigureMeters::age);
        gauge(
                "settlement.parked",
                "transfers that are set aside, in flight too",
                "transfers",
                watch,
                tags,
                Figures::parked);
    }

    private void registerMoney(Line line) {
        Gauge.builder("settlement.in.flight.money", this, all -> all.money(line))
                .description("CLEARING: what is debited and not finished")
                .baseUnit("minor_units")
                .tag("shard", Integer.toString(line.shard.number()))
                .tag("currency", line.currency)
                .register(registry);
    }

    private double money(Line line) {
        return watches.byShard()
                .get(line.shard)
                .figure(figures -> figures.inFlight().getOrDefault(line.currency, 0L));
    }

    private void gauge(
            String name,
            String description,
            String unit,
            Watch<Figures> watch,
            Tags tags,
            ToDoubleFunction<Figures> figure) {
        Gauge.builder(name, watch, look -> look.figure(figure))
                .description(description)
                .baseUnit(unit)
                .tags(tags)
                .register(registry);
    }

    private static double age(Figures figures) {
        return figures.oldestOpen().toNanos() / SECOND;
    }

    @Override
    public void close() {
        watches.close();
    }
}

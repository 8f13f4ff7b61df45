package io.settlement.consumer.settlement;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.settlement.ledger.shard.SettlementLedger;
import io.settlement.sharding.ShardedDatabase;
import io.settlement.threads.Threads;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The settler over the ledger, put together. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SettlerProperties.class)
public class SettlementConfiguration {

    @Bean
    SettlementMeter settlementMeter(MeterRegistry registry, Clock clock, ShardedDatabase database) {
        var meter = new SettlementMeter(registry, clock);
        meter.watch(database.slotMap().shards());
        return meter;
    }

    @Bean
    ShardLanes shardLanes(
            ShardedDatabase database,
            SettlerProperties properties,
            Clock clock,
            Threads threads,
            MeterRegistry registry) {
        var shards = database.slotMap().shards();
        var lanes = new ShardLanes(shards, properties, clock, threads);
        shards.forEach(shard -> {
            var number = Integer.toString(shard.number());
            Gauge.builder("settlement.breaker.open", lanes, all -> all.isOpen(shard) ? 1 : 0)
                    .description("1 while the shard is left alone after failures in a row")
                    .tag("shard", number)
                    .register(registry);
            Gauge.builder("settlement.lane.depth", lanes, all -> all.of(shard).transfers())
                    .description("transfers of the work on the shard that waits or runs")
                    .baseUnit("transfers")
                    .tag("shard", number)
                    .register(registry);
        });
        return lanes;
    }

    /** Its timer is no bean: Spring would run everything scheduled on it, and a slow probe would hold up the waves. */
    @Bean
    Waves waves(SettlerProperties properties, Threads threads) {
        return new Waves(threads.timer("settle-waves"), properties.patience());
    }

    /** Needs no container: tests and simulations put theirs together with it. */
    @Bean
    public static Settler settler(
            SettlementLedger ledger,
            ShardLanes lanes,
            Waves waves,
            SettlementMeter meter,
            SettlerProperties properties,
            Threads threads) {
        return new Settler(
                ledger.source(),
                ledger.slotMap(),
                lanes,
                waves,
                new CreditStage(ledger.destination(), ledger.slotMap(), lanes, meter),
                new FinishStage(ledger.source(), ledger.parking(), ledger.slotMap(), lanes, meter),
                meter,
                properties,
                threads);
    }
}

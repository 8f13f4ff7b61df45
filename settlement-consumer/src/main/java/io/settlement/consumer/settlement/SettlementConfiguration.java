package io.settlement.consumer.settlement;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.settlement.ledger.shard.Ledger;
import io.settlement.sharding.ShardedDatabase;
import java.time.Clock;
import java.util.concurrent.Executors;
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
    ShardLanes shardLanes(ShardedDatabase database, SettlerProperties properties, Clock clock, MeterRegistry registry) {
        var shards = database.slotMap().shards();
        var lanes = new ShardLanes(shards, properties, clock);
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
    Waves waves(SettlerProperties properties) {
        var timer = Executors.newSingleThreadScheduledExecutor(task -> {
            var thread = new Thread(task, "settle-waves");
            thread.setDaemon(true);
            return thread;
        });
        return new Waves(timer, properties.patience());
    }

    /** Needs no container: tests and simulations put theirs together with it. */
    @Bean
    public static Settler settler(
            Ledger ledger,
            ShardedDatabase database,
            ShardLanes lanes,
            Waves waves,
            SettlementMeter meter,
            SettlerProperties properties) {
        return new Settler(
                ledger.source(),
                database,
                lanes,
                waves,
                new CreditStage(ledger.destination(), database, lanes, meter),
                new FinishStage(ledger.source(), ledger.parking(), database, lanes, meter),
                meter,
                properties);
    }
}

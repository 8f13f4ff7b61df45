package io.settlement.consumer.figures;

import io.micrometer.core.instrument.MeterRegistry;
import io.settlement.ledger.shard.Ledger;
import io.settlement.sharding.ShardedDatabase;
import io.settlement.watch.WatchProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The figures of every shard, put together. */
@Configuration(proxyBeanMethods = false)
class FiguresConfiguration {

    @Bean
    FigureMeters figureMeters(
            ShardedDatabase database, Ledger ledger, WatchProperties properties, MeterRegistry registry) {
        return new FigureMeters(database, ledger.figures(), properties.interval(), registry);
    }
}

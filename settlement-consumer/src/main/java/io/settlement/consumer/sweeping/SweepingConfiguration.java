package io.settlement.consumer.sweeping;

import io.micrometer.core.instrument.MeterRegistry;
import io.settlement.consumer.settlement.Settler;
import io.settlement.ledger.shard.SettlementLedger;
import io.settlement.threads.Threads;
import java.util.UUID;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The sweeper over ledger and settler, put together. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SweeperProperties.class)
public class SweepingConfiguration {

    /** Needs no container: tests and simulations put theirs together with it. */
    @Bean
    public static Sweeper sweeper(
            SettlementLedger ledger,
            Settler settler,
            SweeperProperties properties,
            Threads threads,
            MeterRegistry registry) {
        var sweep = new ShardSweep(
                ledger.openWork(),
                ledger.parking(),
                settler,
                properties,
                UUID.randomUUID().toString());
        return new Sweeper(ledger.slotMap().shards(), sweep, properties, threads, registry);
    }
}

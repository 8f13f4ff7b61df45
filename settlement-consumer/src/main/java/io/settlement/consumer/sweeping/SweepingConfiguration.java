package io.settlement.consumer.sweeping;

import io.micrometer.core.instrument.MeterRegistry;
import io.settlement.consumer.settlement.Settler;
import io.settlement.ledger.shard.Ledger;
import io.settlement.sharding.ShardedDatabase;
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
            Ledger ledger,
            ShardedDatabase database,
            Settler settler,
            SweeperProperties properties,
            MeterRegistry registry) {
        var sweep = new ShardSweep(
                ledger.openWork(),
                ledger.parking(),
                settler,
                properties,
                UUID.randomUUID().toString());
        return new Sweeper(database.slotMap().shards(), sweep, properties, registry);
    }
}

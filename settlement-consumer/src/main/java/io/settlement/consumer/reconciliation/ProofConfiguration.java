package io.settlement.consumer.reconciliation;

import io.micrometer.core.instrument.MeterRegistry;
import io.settlement.ledger.shard.Ledger;
import io.settlement.reconciliation.Reconciler;
import io.settlement.sharding.ShardedDatabase;
import java.util.UUID;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The proof, put together. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ProofProperties.class)
class ProofConfiguration {

    @Bean
    Proofs proofs(ShardedDatabase database, Ledger ledger, ProofProperties properties, MeterRegistry registry) {
        return new Proofs(
                database.slotMap().shards(),
                ledger.openWork(),
                new Reconciler(database.physical()),
                new ProofMeter(registry),
                properties,
                UUID.randomUUID().toString());
    }
}

package io.settlement.producer;

import io.micrometer.core.instrument.MeterRegistry;
import io.settlement.ledger.shard.Ledger;
import io.settlement.ledger.shard.SettlementLedger;
import io.settlement.producer.batching.Admission;
import io.settlement.producer.batching.Announcer;
import io.settlement.producer.batching.BatchingProperties;
import io.settlement.producer.batching.DebitLanes;
import io.settlement.producer.messaging.RocketMqProperties;
import io.settlement.producer.messaging.TransactionalAnnouncer;
import io.settlement.producer.waiting.EndWatch;
import io.settlement.sharding.IdSource;
import io.settlement.sharding.ShardedDatabase;
import io.settlement.threads.Threads;
import io.settlement.watch.StillWorks;
import java.util.UUID;
import org.apache.rocketmq.client.exception.MQClientException;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** How the producer is put together. Lanes are closed before the announcer that they send through. */
@Configuration(proxyBeanMethods = false)
class ProducerConfiguration {

    @Bean
    TransactionalAnnouncer announcer(RocketMqProperties properties, Ledger ledger, MeterRegistry registry)
            throws MQClientException {
        return new TransactionalAnnouncer(properties, "producer-" + UUID.randomUUID(), ledger.source(), registry);
    }

    @Bean
    StillWorks stillWorks() {
        return new StillWorks(
                "everything between the other shards; transfers to a missing one are accepted and settle when it is back",
                "everything, for callers whose keys are known; see apiKeys");
    }

    @Bean
    DebitLanes debitLanes(
            SettlementLedger ledger,
            ShardedDatabase database,
            IdSource ids,
            Threads threads,
            Announcer announcer,
            Admission admission,
            BatchingProperties properties,
            MeterRegistry registry) {
        return new DebitLanes(
                ledger,
                shard -> database.states().get(shard).isUp(),
                ids,
                threads,
                announcer,
                admission,
                properties,
                registry);
    }

    @Bean
    EndWatch endWatch(ShardedDatabase database, Ledger ledger, MeterRegistry registry) {
        return new EndWatch(database, ledger.source(), registry);
    }
}

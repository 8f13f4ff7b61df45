package io.settlement.producer.operate;

import io.micrometer.core.instrument.MeterRegistry;
import io.settlement.ledger.shard.Ledger;
import io.settlement.sharding.ShardedDatabase;
import io.settlement.threads.Threads;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What is shown to an operator, put together. */
@Configuration(proxyBeanMethods = false)
class OperateConfiguration {

    @Bean
    ShardSights shardSights(ShardedDatabase database, Ledger ledger, Threads threads) {
        return new ShardSights(database.slotMap().shards(), ledger, threads);
    }

    @Bean
    TransferTraces transferTraces(Ledger ledger) {
        return new TransferTraces(ledger);
    }

    @Bean
    ProcessCounts processCounts(MeterRegistry registry) {
        return new ProcessCounts(registry);
    }
}

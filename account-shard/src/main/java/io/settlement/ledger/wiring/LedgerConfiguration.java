package io.settlement.ledger.wiring;

import io.settlement.ledger.shard.Ledger;
import io.settlement.ledger.shard.SettlementLedger;
import io.settlement.sharding.IdSource;
import io.settlement.sharding.ShardedDatabase;
import io.settlement.sharding.ShardingProperties;
import io.settlement.sharding.Sleeper;
import io.settlement.sharding.TimeSortedIds;
import io.settlement.threads.Threads;
import java.time.Clock;
import java.util.UUID;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;

/** The ledger as beans. Clock, sleeper and ids are beans of their own, so that a test can put others in their place. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ShardingProperties.class)
@EnableScheduling
public class LedgerConfiguration {

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    Sleeper sleeper() {
        return Sleeper.REAL;
    }

    @Bean
    NodeNumber nodeNumber(ShardingProperties properties) {
        return NodeNumber.lease(properties, UUID.randomUUID().toString());
    }

    @Bean
    IdSource idSource(NodeNumber node, Clock clock) {
        return new TimeSortedIds(node.value(), clock);
    }

    @Bean
    ShardedDatabase shardedDatabase(ShardingProperties properties) {
        return new ShardedDatabase(properties);
    }

    @Bean
    Ledger ledger(ShardedDatabase database, IdSource ids, Clock clock, Sleeper sleeper) {
        return new Ledger(database, ids, clock, sleeper);
    }

    @Bean
    SettlementLedger settlementLedger(Ledger ledger) {
        return ledger.settlement();
    }

    @Bean
    Threads threads() {
        return Threads.REAL;
    }

    @Bean
    ShardProbe shardProbe(ShardedDatabase database) {
        return new ShardProbe(database);
    }

    /** Looks for shards that were not up, every second. */
    static final class ShardProbe {
        private final ShardedDatabase database;

        ShardProbe(ShardedDatabase database) {
            this.database = database;
        }

        @Scheduled(fixedDelay = 1000)
        void probe() {
            database.probe();
        }
    }
}

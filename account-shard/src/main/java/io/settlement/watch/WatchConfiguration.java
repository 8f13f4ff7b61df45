package io.settlement.watch;

import io.micrometer.core.instrument.binder.MeterBinder;
import io.settlement.sharding.ShardState;
import io.settlement.sharding.ShardedDatabase;
import io.settlement.sharding.ShardingProperties;
import io.settlement.sharding.SingleConnections;
import java.sql.SQLException;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Health and gauges of a service's databases. The service brings a {@link StillWorks}. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(WatchProperties.class)
public class WatchConfiguration {

    private static final int ANSWER_SECONDS = 2;

    @Bean
    ShardWatches<ShardState> shardPresence(ShardedDatabase database, WatchProperties properties) {
        return ShardWatches.ofPresence(database, properties.interval());
    }

    @Bean
    Watch<Boolean> controlDatabasePresence(ShardingProperties sharding, WatchProperties properties) {
        var control = SingleConnections.prompt(sharding.control());
        return new Watch<>("control-database", properties.interval(), () -> {
            try (var connection = control.getConnection()) {
                if (!connection.isValid(ANSWER_SECONDS)) {
                    throw new SQLException("settlement_control takes connections and does not answer");
                }
                return true;
            }
        });
    }

    @Bean
    HealthIndicator shardsHealthIndicator(ShardWatches<ShardState> shardPresence, StillWorks stillWorks) {
        return new ShardsHealth(shardPresence, stillWorks);
    }

    @Bean
    HealthIndicator controlDatabaseHealthIndicator(Watch<Boolean> controlDatabasePresence, StillWorks stillWorks) {
        return new PartHealth(controlDatabasePresence, stillWorks.withoutControlDatabase());
    }

    @Bean
    MeterBinder databaseMeters(
            ShardedDatabase database, ShardWatches<ShardState> shardPresence, Watch<Boolean> controlDatabasePresence) {
        return new WatchMeters(database, shardPresence, controlDatabasePresence);
    }
}

package io.settlement.producer.messaging;

import io.micrometer.core.instrument.binder.MeterBinder;
import io.settlement.watch.PartHealth;
import io.settlement.watch.Watch;
import io.settlement.watch.WatchMeters;
import io.settlement.watch.WatchProperties;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Health and gauges of name server and broker. */
@Configuration(proxyBeanMethods = false)
class BrokerWatchConfiguration {

    private static final String WITHOUT_BROKER =
            "deposits, withdrawals, accounts, reads, and transfers whose key is stored; new transfers are not accepted";
    private static final String WITHOUT_NAME_SERVER =
            "everything, while the brokers stay where they are; a producer that starts now finds no broker";

    @Bean
    BrokerSight brokerSight(TransactionalAnnouncer announcer) {
        return announcer.sight();
    }

    @Bean
    Watch<String> nameServerPresence(BrokerSight sight, WatchProperties properties) {
        return new Watch<>("name-server", properties.interval(), sight::askNameServer);
    }

    @Bean
    Watch<String> brokerPresence(BrokerSight sight, WatchProperties properties) {
        return new Watch<>("broker", properties.interval(), sight::askBrokers);
    }

    @Bean
    HealthIndicator nameServerHealthIndicator(Watch<String> nameServerPresence) {
        return new PartHealth(nameServerPresence, WITHOUT_NAME_SERVER);
    }

    @Bean
    HealthIndicator brokerHealthIndicator(Watch<String> brokerPresence) {
        return new PartHealth(brokerPresence, WITHOUT_BROKER);
    }

    @Bean
    MeterBinder brokerMeters(Watch<String> nameServerPresence, Watch<String> brokerPresence) {
        return registry -> {
            WatchMeters.component("name_server", nameServerPresence, registry);
            WatchMeters.component("broker", brokerPresence, registry);
        };
    }
}

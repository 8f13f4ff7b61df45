package io.settlement.consumer.messaging;

import io.micrometer.core.instrument.binder.MeterBinder;
import io.settlement.watch.PartHealth;
import io.settlement.watch.Watch;
import io.settlement.watch.WatchMeters;
import io.settlement.watch.WatchProperties;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Health and gauges of name server and broker. A process without name servers has none. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnExpression("!'${settlement.rocketmq.name-servers:127.0.0.1:9876}'.isBlank()")
class BrokerWatchConfiguration {

    private static final String WITHOUT_BROKER =
            "the sweeper ends every transfer, some seconds later; account events wait in the journal";
    private static final String WITHOUT_NAME_SERVER =
            "everything, while the brokers stay where they are; a consumer that starts now lives from the sweeper";

    @Bean
    BrokerReader brokerReader(Subscription subscription) {
        return new BrokerReader(subscription::client);
    }

    @Bean
    Watch<String> nameServerPresence(BrokerReader reader, WatchProperties properties) {
        return new Watch<>("name-server", properties.interval(), reader::askNameServer);
    }

    @Bean
    Watch<String> brokerPresence(BrokerReader reader, WatchProperties properties) {
        return new Watch<>("broker", properties.interval(), reader::askBrokers);
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

    @Bean
    Backlog backlog(BrokerReader reader, WatchProperties properties) {
        return new Backlog(reader, properties);
    }
}

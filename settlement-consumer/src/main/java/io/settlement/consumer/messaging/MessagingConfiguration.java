package io.settlement.consumer.messaging;

import io.micrometer.core.instrument.MeterRegistry;
import io.settlement.consumer.events.EventPublisher;
import io.settlement.consumer.events.EventsProperties;
import io.settlement.consumer.settlement.Settler;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Subscription and event topic, put together. A process without name servers lives from the sweeper alone. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({RocketMqProperties.class, ListenerProperties.class})
public class MessagingConfiguration {

    @Bean
    @ConditionalOnExpression("!'${settlement.rocketmq.name-servers:127.0.0.1:9876}'.isBlank()")
    static Subscription subscription(
            RocketMqProperties broker, ListenerProperties listener, Settler settler, MeterRegistry registry) {
        return new Subscription(new RocketMqClients(broker, listener), listener, settler::settle, registry);
    }

    /** Closed by the relay, which must stop first. */
    @Bean(destroyMethod = "")
    @ConditionalOnExpression("!'${settlement.rocketmq.name-servers:127.0.0.1:9876}'.isBlank()")
    static EventPublisher eventPublisher(
            RocketMqProperties broker, ListenerProperties listener, EventsProperties events) {
        return new EventTopic(new RocketMqClients(broker, listener), events);
    }
}

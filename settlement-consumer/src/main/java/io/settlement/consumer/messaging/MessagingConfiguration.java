package io.settlement.consumer.messaging;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
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

    /** Without Nacos nobody sets it. */
    @Bean
    static PullPause pullPause() {
        return new PullPause();
    }

    @Bean
    static MeterBinder pullPauseMeter(PullPause pause) {
        return registry -> Gauge.builder("settlement.consumer.paused", pause, set -> set.isPaused() ? 1 : 0)
                .description("1 while an operator lets this process pull no notices")
                .register(registry);
    }

    @Bean
    @ConditionalOnExpression("!'${settlement.rocketmq.name-servers:127.0.0.1:9876}'.isBlank()")
    static Subscription subscription(
            RocketMqProperties broker,
            ListenerProperties listener,
            Settler settler,
            PullPause pause,
            MeterRegistry registry) {
        return new Subscription(new RocketMqClients(broker, listener), listener, settler::settle, pause, registry);
    }

    /** Closed by the relay, which must stop first. */
    @Bean(destroyMethod = "")
    @ConditionalOnExpression("!'${settlement.rocketmq.name-servers:127.0.0.1:9876}'.isBlank()")
    static EventPublisher eventPublisher(
            RocketMqProperties broker, ListenerProperties listener, EventsProperties events) {
        return new EventTopic(new RocketMqClients(broker, listener), events);
    }
}

package io.settlement.consumer.events;

import io.micrometer.core.instrument.MeterRegistry;
import io.settlement.ledger.shard.Ledger;
import io.settlement.sharding.ShardedDatabase;
import java.time.Clock;
import java.util.UUID;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The event relay over ledger and publisher, put together. A process without name servers has none, and publishes nothing. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(EventsProperties.class)
public class EventsConfiguration {

    @Bean
    @ConditionalOnExpression("!'${settlement.rocketmq.name-servers:127.0.0.1:9876}'.isBlank()")
    static EventRelay eventRelay(
            Ledger ledger,
            ShardedDatabase database,
            EventPublisher publisher,
            EventsProperties properties,
            MeterRegistry registry,
            Clock clock) {
        var holder = UUID.randomUUID().toString();
        return relay(ledger, database, publisher, properties, registry, clock, holder);
    }

    /** Needs no container: tests and simulations put theirs together with it. */
    public static EventRelay relay(
            Ledger ledger,
            ShardedDatabase database,
            EventPublisher publisher,
            EventsProperties properties,
            MeterRegistry registry,
            Clock clock,
            String holder) {
        var shards = database.slotMap().shards();
        var meter = new EventMeter(shards, registry, clock);
        var relay = new ShardRelay(ledger.eventJournal(), ledger.openWork(), publisher, properties, meter, holder);
        return new EventRelay(shards, relay, publisher, properties, clock);
    }
}

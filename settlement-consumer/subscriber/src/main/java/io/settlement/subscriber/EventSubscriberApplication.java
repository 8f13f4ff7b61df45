package io.settlement.subscriber;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** The subscriber as a process: {@code java -jar settlement-event-subscriber-exec.jar}. */
@SpringBootApplication
@EnableConfigurationProperties({BrokerProperties.class, SubscriberProperties.class})
public class EventSubscriberApplication {

    public static void main(String[] arguments) {
        keepClientFilesHere();
        SpringApplication.run(EventSubscriberApplication.class, arguments);
    }

    @Bean
    static Subscriptions subscriptions(BrokerProperties broker, SubscriberProperties properties) {
        return new Subscriptions(broker, properties, Notices.toLog());
    }

    /** RocketMQ's client keeps its log, and how far a broadcast was heard, in the home directory unless told otherwise. */
    private static void keepClientFilesHere() {
        setUnlessGiven("rocketmq.log.root", "logs/rocketmq");
        setUnlessGiven("rocketmq.log.level", "warn");
        setUnlessGiven("rocketmq.client.localOffsetStoreDir", "data/rocketmq-offsets");
    }

    private static void setUnlessGiven(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}

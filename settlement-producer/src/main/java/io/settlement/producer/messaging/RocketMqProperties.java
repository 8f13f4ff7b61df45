package io.settlement.producer.messaging;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the broker is. Bound from {@code settlement.rocketmq}.
 *
 * @param nameServers host:port, several separated by semicolons
 * @param accessKey empty where the broker has no access control
 * @param trace whether messages are traced, so that the dashboard shows their way
 * @param sendTimeout how long one send may take in all
 * @param checkThreads how many check-backs are answered at the same time
 */
@ConfigurationProperties("settlement.rocketmq")
public record RocketMqProperties(
        @DefaultValue("127.0.0.1:9876") String nameServers,
        @DefaultValue("") String accessKey,
        @DefaultValue("") String secretKey,
        @DefaultValue("true") boolean trace,
        @DefaultValue("3s") Duration sendTimeout,
        @DefaultValue("4") int checkThreads) {

    public RocketMqProperties {
        if (nameServers.isBlank()) {
            throw new IllegalArgumentException("settlement.rocketmq: name-servers is missing");
        }
        if (accessKey.isBlank() != secretKey.isBlank()) {
            throw new IllegalArgumentException("settlement.rocketmq: access-key and secret-key go together");
        }
        if (sendTimeout.toMillis() < 100 || sendTimeout.toSeconds() > 30 || checkThreads < 1 || checkThreads > 64) {
            throw new IllegalArgumentException(
                    "settlement.rocketmq: send-timeout must be 100ms to 30s, check-threads 1 to 64");
        }
    }

    /** Without the secret, so that a log line never shows it. */
    @Override
    public String toString() {
        return "RocketMqProperties[nameServers=" + nameServers + ", trace=" + trace + "]";
    }
}

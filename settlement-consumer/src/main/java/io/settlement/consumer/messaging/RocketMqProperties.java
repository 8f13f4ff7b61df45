package io.settlement.consumer.messaging;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where the broker is and who we are there. Bound from {@code settlement.rocketmq}.
 *
 * @param nameServers addresses {@code host:port}, several separated by {@code ;}; empty for a process without a broker
 * @param accessKey account of the broker; empty where the broker asks for none
 * @param secretKey its password
 * @param trace whether messages are traced, so that the dashboard shows who consumed them
 */
@Validated
@ConfigurationProperties("settlement.rocketmq")
public record RocketMqProperties(
        @DefaultValue("127.0.0.1:9876") String nameServers,
        @DefaultValue("") String accessKey,
        @DefaultValue("") String secretKey,
        @DefaultValue("true") boolean trace) {

    public RocketMqProperties {
        if (accessKey.isBlank() != secretKey.isBlank()) {
            throw new IllegalArgumentException("settlement.rocketmq: access-key and secret-key go together");
        }
    }

    boolean hasAccount() {
        return !accessKey.isEmpty();
    }

    /** Without the secret, so that a log line never shows it. */
    @Override
    public String toString() {
        return "RocketMqProperties[nameServers=" + nameServers + ", accessKey=" + accessKey + ", trace=" + trace + "]";
    }
}

package io.settlement.subscriber;

import jakarta.validation.constraints.NotBlank;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where the broker is and who we are there. Bound from {@code settlement.rocketmq}, so that the file of a service serves too.
 *
 * @param nameServers addresses {@code host:port}, several separated by {@code ;}
 * @param accessKey account of the broker, which needs Sub and Get on the topic and its groups; empty where none is asked for
 * @param secretKey its password
 */
@Validated
@ConfigurationProperties("settlement.rocketmq")
record BrokerProperties(
        @NotBlank @DefaultValue("127.0.0.1:9876") String nameServers,
        @DefaultValue("") String accessKey,
        @DefaultValue("") String secretKey) {

    BrokerProperties {
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
        return "BrokerProperties[nameServers=" + nameServers + ", accessKey=" + accessKey + "]";
    }
}

package io.settlement.producer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.settlement.producer.batching.BatchingProperties;
import io.settlement.producer.messaging.RocketMqProperties;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class PropertiesTest {

    @Test
    void batchingHasDefaults() {
        assertThat(batching(Map.of("settlement.batching.max-batch", "1024")))
                .isEqualTo(new BatchingProperties(8192, 1024, Duration.ofSeconds(10), Duration.ofSeconds(20)));
    }

    @Test
    void batchingMapsEveryKey() {
        assertThat(batching(Map.of(
                        "settlement.batching.queue-capacity", "10",
                        "settlement.batching.max-batch", "5",
                        "settlement.batching.answer-timeout", "2s",
                        "settlement.batching.close-timeout", "3s")))
                .isEqualTo(new BatchingProperties(10, 5, Duration.ofSeconds(2), Duration.ofSeconds(3)));
    }

    @Test
    void batchingRefusesWhatIsOutOfBounds() {
        for (var wrong : Map.of(
                        "max-batch", "1025", "queue-capacity", "0", "answer-timeout", "10ms", "close-timeout", "3m")
                .entrySet()) {
            assertThatThrownBy(() -> batching(Map.of("settlement.batching." + wrong.getKey(), wrong.getValue())))
                    .rootCause()
                    .hasMessageContaining(wrong.getKey());
        }
    }

    @Test
    void rocketMqMapsEveryKeyAndNeverPrintsTheSecret() {
        var properties = bind(
                "settlement.rocketmq",
                RocketMqProperties.class,
                Map.of(
                        "settlement.rocketmq.name-servers", "a:1;b:2",
                        "settlement.rocketmq.access-key", "user",
                        "settlement.rocketmq.secret-key", "not-to-be-seen",
                        "settlement.rocketmq.trace", "false",
                        "settlement.rocketmq.send-timeout", "1s",
                        "settlement.rocketmq.check-threads", "2"));

        assertThat(properties)
                .isEqualTo(
                        new RocketMqProperties("a:1;b:2", "user", "not-to-be-seen", false, Duration.ofSeconds(1), 2));
        assertThat(properties.toString()).doesNotContain("not-to-be-seen");
    }

    @Test
    void rocketMqRefusesHalfACredential() {
        assertThatThrownBy(() -> bind(
                        "settlement.rocketmq",
                        RocketMqProperties.class,
                        Map.of("settlement.rocketmq.access-key", "user")))
                .rootCause()
                .hasMessageContaining("go together");
    }

    private static BatchingProperties batching(Map<String, String> values) {
        return bind("settlement.batching", BatchingProperties.class, values);
    }

    private static <T> T bind(String prefix, Class<T> type, Map<String, String> values) {
        return new Binder(new MapConfigurationPropertySource(values))
                .bind(prefix, Bindable.of(type))
                .get();
    }
}

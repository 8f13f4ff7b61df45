package io.settlement.producer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.settlement.producer.access.AccessProperties;
import io.settlement.producer.admission.AdmissionProperties;
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
    void accessIsOnUnlessItIsTurnedOff() {
        assertThat(access(Map.of("settlement.access.refresh", "5s")))
                .isEqualTo(new AccessProperties(true, Duration.ofSeconds(5), Duration.ofMinutes(15)));
        assertThat(access(Map.of(
                        "settlement.access.enabled", "false",
                        "settlement.access.refresh", "1s",
                        "settlement.access.outage-grace", "1m")))
                .isEqualTo(new AccessProperties(false, Duration.ofSeconds(1), Duration.ofMinutes(1)));
    }

    @Test
    void accessRefusesWhatIsOutOfBounds() {
        for (var wrong : Map.of("refresh", "2m", "outage-grace", "25h").entrySet()) {
            assertThatThrownBy(() -> access(Map.of("settlement.access." + wrong.getKey(), wrong.getValue())))
                    .rootCause()
                    .hasMessageContaining(wrong.getKey());
        }
    }

    @Test
    void admissionHasAFloorWithinBounds() {
        assertThat(admission(Map.of("settlement.admission.requests-per-second", "5000")))
                .isEqualTo(new AdmissionProperties(5_000, 50_000));
        assertThat(admission(Map.of(
                        "settlement.admission.requests-per-second", "7",
                        "settlement.admission.debits-per-second", "8")))
                .isEqualTo(new AdmissionProperties(7, 8));
    }

    @Test
    void admissionRefusesAFloorThatIsNone() {
        for (var wrong : Map.of("requests-per-second", "100001", "debits-per-second", "0")
                .entrySet()) {
            assertThatThrownBy(() -> admission(Map.of("settlement.admission." + wrong.getKey(), wrong.getValue())))
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

    private static AdmissionProperties admission(Map<String, String> values) {
        return bind("settlement.admission", AdmissionProperties.class, values);
    }

    private static AccessProperties access(Map<String, String> values) {
        return bind("settlement.access", AccessProperties.class, values);
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

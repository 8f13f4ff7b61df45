package io.settlement.subscriber;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.hibernate.validator.messageinterpolation.ParameterMessageInterpolator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.validation.ValidationBindHandler;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.validation.beanvalidation.LocalValidatorFactoryBean;

class PropertiesTest {

    private static final Map<String, Class<?>> RECORDS =
            Map.of("settlement.rocketmq", BrokerProperties.class, "settlement.subscriber", SubscriberProperties.class);

    @Test
    void subscriberHasDefaultsAndMapsEveryKey() {
        assertThat(bind("settlement.subscriber", Map.of()))
                .isEqualTo(new SubscriberProperties("one", true, true, 100_000, Duration.ofSeconds(2)));
        assertThat(bind(
                        "settlement.subscriber",
                        Map.of(
                                "instance", "two",
                                "notifications", "false",
                                "settlement-notices", "false",
                                "remembered-accounts", "3",
                                "start-retry", "4s")))
                .isEqualTo(new SubscriberProperties("two", false, false, 3, Duration.ofSeconds(4)));
    }

    @Test
    void rocketMqMapsEveryKeyAndNeverPrintsTheSecret() {
        var properties = bind(
                "settlement.rocketmq", Map.of("name-servers", "a:1", "access-key", "user", "secret-key", "not-to-see"));

        assertThat(properties).isEqualTo(new BrokerProperties("a:1", "user", "not-to-see"));
        assertThat(properties.toString()).doesNotContain("not-to-see");
    }

    @ParameterizedTest
    @CsvSource({
        "settlement.subscriber, instance, ../x, instance",
        "settlement.subscriber, remembered-accounts, 0, rememberedAccounts",
        "settlement.subscriber, start-retry, 0s, startRetry",
        "settlement.rocketmq, name-servers, '', nameServers",
        "settlement.rocketmq, access-key, half-an-account, go together",
    })
    void refusesWhatIsOutOfBounds(String prefix, String key, String value, String named) {
        assertThatThrownBy(() -> bind(prefix, Map.of(key, value))).hasStackTraceContaining(named);
    }

    private static Object bind(String prefix, Map<String, String> values) {
        Map<String, String> properties = new TreeMap<>();
        values.forEach((key, value) -> properties.put(prefix + "." + key, value));
        try (var validator = new LocalValidatorFactoryBean()) {
            validator.setMessageInterpolator(new ParameterMessageInterpolator());
            validator.afterPropertiesSet();
            return new Binder(new MapConfigurationPropertySource(properties))
                    .bindOrCreate(prefix, Bindable.of(RECORDS.get(prefix)), new ValidationBindHandler(validator));
        }
    }
}

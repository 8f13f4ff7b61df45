package io.settlement.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.settlement.consumer.events.EventsProperties;
import io.settlement.consumer.messaging.ListenerProperties;
import io.settlement.consumer.messaging.RocketMqProperties;
import io.settlement.consumer.reconciliation.ProofProperties;
import io.settlement.consumer.settlement.SettlerProperties;
import io.settlement.consumer.sweeping.SweeperProperties;
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
import org.springframework.util.unit.DataSize;
import org.springframework.validation.beanvalidation.LocalValidatorFactoryBean;

class PropertiesTest {

    private static final Map<String, Class<?>> RECORDS = Map.of(
            "settlement.events", EventsProperties.class,
            "settlement.listener", ListenerProperties.class,
            "settlement.proof", ProofProperties.class,
            "settlement.rocketmq", RocketMqProperties.class,
            "settlement.settler", SettlerProperties.class,
            "settlement.sweeper", SweeperProperties.class);

    @Test
    void listenerHasDefaultsAndMapsEveryKey() {
        assertThat(bind("settlement.listener", Map.of()))
                .isEqualTo(new ListenerProperties(
                        4, 32, 512, DataSize.ofMegabytes(16), Duration.ofSeconds(10), Duration.ofSeconds(2)));
        assertThat(bind(
                        "settlement.listener",
                        Map.of(
                                "threads", "2",
                                "messages", "64",
                                "waiting", "7",
                                "waiting-size", "3",
                                "drain", "3s",
                                "start-retry", "5s")))
                .isEqualTo(new ListenerProperties(
                        2, 64, 7, DataSize.ofMegabytes(3), Duration.ofSeconds(3), Duration.ofSeconds(5)));
    }

    @Test
    void settlerHasDefaultsAndMapsEveryKey() {
        assertThat(bind("settlement.settler", Map.of()))
                .isEqualTo(new SettlerProperties(
                        3,
                        64,
                        16_384,
                        3,
                        Duration.ofSeconds(2),
                        Duration.ofMillis(200),
                        Duration.ofSeconds(2),
                        4_096,
                        Duration.ofSeconds(10)));
        assertThat(bind(
                        "settlement.settler",
                        Map.of(
                                "workers-per-shard", "1",
                                "queue-per-shard", "2",
                                "transfers-per-shard", "3",
                                "failures-to-open", "4",
                                "open-for", "5s",
                                "patience", "6ms",
                                "longest-wait", "7s",
                                "most-at-once", "8",
                                "drain", "9s")))
                .isEqualTo(new SettlerProperties(
                        1,
                        2,
                        3,
                        4,
                        Duration.ofSeconds(5),
                        Duration.ofMillis(6),
                        Duration.ofSeconds(7),
                        8,
                        Duration.ofSeconds(9)));
    }

    @Test
    void sweeperHasDefaultsAndMapsEveryKey() {
        assertThat(bind("settlement.sweeper", Map.of()))
                .isEqualTo(new SweeperProperties(
                        true,
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(15),
                        32,
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(10)));
        assertThat(bind(
                        "settlement.sweeper",
                        Map.of(
                                "enabled", "false",
                                "interval", "2s",
                                "age", "3s",
                                "lease", "4s",
                                "batches", "5",
                                "first-pause", "6s",
                                "longest-pause", "7s")))
                .isEqualTo(new SweeperProperties(
                        false,
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(3),
                        Duration.ofSeconds(4),
                        5,
                        Duration.ofSeconds(6),
                        Duration.ofSeconds(7)));
    }

    @Test
    void eventsHaveDefaultsAndMapEveryKey() {
        assertThat(bind("settlement.events", Map.of()))
                .isEqualTo(new EventsProperties(
                        true,
                        Duration.ofMillis(200),
                        Duration.ofSeconds(15),
                        128,
                        8_192,
                        8,
                        Duration.ofSeconds(3),
                        Duration.ofMillis(500),
                        Duration.ofSeconds(15)));
        assertThat(bind(
                        "settlement.events",
                        Map.of(
                                "enabled", "false",
                                "interval", "1s",
                                "lease", "2s",
                                "entries", "3",
                                "postings", "4",
                                "queues", "5",
                                "send-timeout", "6s",
                                "first-pause", "7s",
                                "longest-pause", "8s")))
                .isEqualTo(new EventsProperties(
                        false,
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(2),
                        3,
                        4,
                        5,
                        Duration.ofSeconds(6),
                        Duration.ofSeconds(7),
                        Duration.ofSeconds(8)));
    }

    @Test
    void proofHasDefaultsAndMapsEveryKey() {
        assertThat(bind("settlement.proof", Map.of()))
                .isEqualTo(new ProofProperties(true, Duration.ofHours(6), Duration.ofMinutes(5)));
        assertThat(bind("settlement.proof", Map.of("enabled", "false", "interval", "2h", "first-after", "3s")))
                .isEqualTo(new ProofProperties(false, Duration.ofHours(2), Duration.ofSeconds(3)));
    }

    @Test
    void rocketMqMapsEveryKeyAndNeverPrintsTheSecret() {
        var properties = bind(
                "settlement.rocketmq",
                Map.of("name-servers", "a:1;b:2", "access-key", "user", "secret-key", "not-to-be-seen", "trace", "no"));

        assertThat(properties).isEqualTo(new RocketMqProperties("a:1;b:2", "user", "not-to-be-seen", false));
        assertThat(properties.toString()).doesNotContain("not-to-be-seen");
    }

    @ParameterizedTest
    @CsvSource({
        "settlement.listener, threads, 0",
        "settlement.listener, messages, 1025",
        "settlement.listener, waiting, 0",
        "settlement.listener, waiting-size, 1025",
        "settlement.listener, waiting-size, 900KB",
        "settlement.listener, drain, -1s",
        "settlement.listener, start-retry, 0s",
        "settlement.settler, workers-per-shard, 65",
        "settlement.settler, queue-per-shard, 0",
        "settlement.settler, transfers-per-shard, 0",
        "settlement.settler, failures-to-open, 0",
        "settlement.settler, open-for, 0s",
        "settlement.settler, patience, -1s",
        "settlement.settler, longest-wait, 0s",
        "settlement.settler, most-at-once, 65537",
        "settlement.settler, drain, -1s",
        "settlement.sweeper, interval, 9ms",
        "settlement.sweeper, age, -1s",
        "settlement.sweeper, lease, 99ms",
        "settlement.sweeper, batches, 1001",
        "settlement.sweeper, first-pause, 0s",
        "settlement.sweeper, longest-pause, 0s",
        "settlement.events, interval, 9ms",
        "settlement.events, lease, 99ms",
        "settlement.events, entries, 1025",
        "settlement.events, postings, 0",
        "settlement.events, queues, 0",
        "settlement.events, send-timeout, 99ms",
        "settlement.events, first-pause, 0s",
        "settlement.events, longest-pause, 0s",
        "settlement.proof, interval, 999ms",
        "settlement.proof, first-after, -1s",
        "settlement.rocketmq, access-key, only-half-an-account",
    })
    void refusesWhatIsOutOfBounds(String prefix, String key, String value) {
        assertThatThrownBy(() -> bind(prefix, Map.of(key, value))).hasStackTraceContaining(saidOf(key));
    }

    /** The validator names the component; what a record's own constructor refuses it names as it is written. */
    private static String saidOf(String key) {
        return switch (key) {
            case "access-key" -> "go together";
            case "waiting-size", "first-after" -> key;
            default -> camelCase(key);
        };
    }

    private static String camelCase(String key) {
        return java.util.regex.Pattern.compile("-(.)")
                .matcher(key)
                .replaceAll(match -> match.group(1).toUpperCase(java.util.Locale.ROOT));
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

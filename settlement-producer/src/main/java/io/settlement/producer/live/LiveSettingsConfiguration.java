package io.settlement.producer.live;

import io.settlement.live.LiveDocument;
import io.settlement.live.LiveProperties;
import io.settlement.live.LogLevels;
import java.time.Clock;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The producer's live settings, and what they set. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty("spring.cloud.nacos.config.enabled")
class LiveSettingsConfiguration {

    @Bean
    LiveDocument<LiveSettings> liveSettings(
            @Value("${spring.application.name}-live") String dataId,
            ReadOnlyMode readOnly,
            LoggingSystem logging,
            LiveProperties live,
            Clock clock) {
        var levels = new LogLevels(logging);
        return new LiveDocument<>(
                dataId,
                new LiveSettingsDocument(),
                settings -> {
                    readOnly.set(settings.readOnly());
                    levels.replace(settings.logLevels());
                },
                live.folder(),
                clock);
    }
}

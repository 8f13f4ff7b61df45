package io.settlement.consumer.live;

import io.settlement.consumer.messaging.PullPause;
import io.settlement.consumer.settlement.SettlerProperties;
import io.settlement.consumer.sweeping.Sweeper;
import io.settlement.consumer.sweeping.SweeperProperties;
import io.settlement.live.LiveDocument;
import io.settlement.live.LiveProperties;
import io.settlement.live.LogLevels;
import java.time.Clock;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The consumer's live settings, and what they set. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty("spring.cloud.nacos.config.enabled")
class LiveSettingsConfiguration {

    @Bean
    LiveTargets liveTargets(PullPause pull, Sweeper sweeper, SweeperProperties start, LoggingSystem logging) {
        return new LiveTargets(pull, sweeper, start, new LogLevels(logging));
    }

    @Bean
    LiveSettingsDocument liveSettingsDocument(SettlerProperties settler, SweeperProperties sweeper) {
        return new LiveSettingsDocument(settler.longestWait(), sweeper.firstPause());
    }

    @Bean
    LiveDocument<LiveSettings> liveSettings(
            @Value("${spring.application.name}-live") String dataId,
            LiveSettingsDocument schema,
            LiveTargets targets,
            LiveProperties live,
            Clock clock) {
        return new LiveDocument<>(dataId, schema, targets, live.folder(), clock);
    }
}

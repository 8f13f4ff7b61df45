package io.settlement.producer.live;

import io.settlement.live.LiveDocument;
import io.settlement.live.LiveProperties;
import io.settlement.live.LogLevels;
import io.settlement.producer.batching.BatchingProperties;
import io.settlement.producer.batching.DebitLanes;
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
    LiveTargets liveTargets(ReadOnlyMode readOnly, DebitLanes lanes, BatchingProperties start, LoggingSystem logging) {
        return new LiveTargets(readOnly, lanes, start, new LogLevels(logging));
    }

    @Bean
    LiveDocument<LiveSettings> liveSettings(
            @Value("${spring.application.name}-live") String dataId,
            BatchingProperties start,
            LiveTargets targets,
            LiveProperties live,
            Clock clock) {
        return new LiveDocument<>(
                dataId, new LiveSettingsDocument(start.queueCapacity()), targets, live.folder(), clock);
    }
}

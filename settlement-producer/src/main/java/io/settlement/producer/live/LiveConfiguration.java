package io.settlement.producer.live;

import com.alibaba.cloud.nacos.NacosConfigManager;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.settlement.live.LiveDocument;
import io.settlement.live.LiveDocumentMeters;
import java.time.Clock;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Every live document that there is, heard, counted and told of. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty("spring.cloud.nacos.config.enabled")
class LiveConfiguration {

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

    @Bean(initMethod = "listen")
    NacosPushes nacosPushes(
            NacosConfigManager nacos,
            @Value("${settlement.nacos.group}") String group,
            List<LiveDocument<?>> documents) {
        return new NacosPushes(nacos.getConfigService(), group, documents);
    }

    @Bean
    MeterBinder liveDocumentMeters(List<LiveDocument<?>> documents) {
        return new LiveDocumentMeters(documents);
    }

    @Bean
    ConfigEndpoint configEndpoint(List<LiveDocument<?>> documents) {
        return new ConfigEndpoint(documents);
    }
}

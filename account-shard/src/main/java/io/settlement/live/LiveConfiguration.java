package io.settlement.live;

import com.alibaba.cloud.nacos.NacosConfigManager;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Every live document of a service, heard, counted and told of. The service brings the documents. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty("spring.cloud.nacos.config.enabled")
@EnableConfigurationProperties(LiveProperties.class)
public class LiveConfiguration {

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

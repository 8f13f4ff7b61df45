package io.settlement.producer.registry;

import com.alibaba.cloud.nacos.NacosServiceManager;
import com.alibaba.cloud.nacos.registry.NacosRegistrationCustomizer;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.settlement.ledger.wiring.InstanceMetadata;
import io.settlement.sharding.ShardedDatabase;
import io.settlement.threads.Threads;
import io.settlement.watch.PartHealth;
import io.settlement.watch.Watch;
import io.settlement.watch.WatchMeters;
import io.settlement.watch.WatchProperties;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.info.BuildProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The service's entry in the registry, and the registry's health. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty(name = "spring.cloud.nacos.discovery.enabled", matchIfMissing = true)
class RegistryConfiguration {

    private static final String WITHOUT_REGISTRY =
            "everything that is under way, with the configuration read at start; who starts now does not find this service";

    @Bean
    NacosRegistrationCustomizer instanceMetadata(ObjectProvider<BuildProperties> build, ShardedDatabase database) {
        var version =
                build.stream().map(BuildProperties::getVersion).findFirst().orElse("not built");
        return registration -> registration
                .getMetadata()
                .putAll(InstanceMetadata.of(
                        version, Float.toString(registration.getRegisterWeight()), database.slotMap()));
    }

    @Bean
    Watch<String> registryPresence(NacosServiceManager nacos, WatchProperties properties) {
        return new Watch<>(
                "registry",
                properties.interval(),
                () -> requireUp(nacos.getNamingService().getServerStatus()));
    }

    @Bean
    RegisteredInstances registeredInstances(
            NacosServiceManager nacos, @Value("${settlement.nacos.group}") String group, Threads threads) {
        return new RegisteredInstances(nacos, group, threads);
    }

    private static String requireUp(String status) {
        if (!status.equals("UP")) {
            throw new IllegalStateException("Nacos is not connected");
        }
        return status;
    }

    @Bean
    HealthIndicator registryHealthIndicator(Watch<String> registryPresence) {
        return new PartHealth(registryPresence, WITHOUT_REGISTRY);
    }

    @Bean
    MeterBinder registryMeters(Watch<String> registryPresence) {
        return registry -> WatchMeters.component("registry", registryPresence, registry);
    }
}

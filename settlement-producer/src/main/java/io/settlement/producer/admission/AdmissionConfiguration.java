package io.settlement.producer.admission;

import com.alibaba.csp.sentinel.slots.block.flow.FlowRule;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.settlement.live.LiveDocument;
import io.settlement.live.LiveProperties;
import io.settlement.producer.batching.Admission;
import io.settlement.producer.live.ReadOnlyMode;
import io.settlement.sharding.ShardedDatabase;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** How admission is put together. The resources that a rule may name are the endpoints and shards that there are. */
@Configuration(proxyBeanMethods = false)
class AdmissionConfiguration {

    /** Without Nacos nobody sets it. */
    @Bean
    ReadOnlyMode readOnlyMode() {
        return new ReadOnlyMode();
    }

    @Bean
    MeterBinder readOnlyMeter(ReadOnlyMode mode) {
        return registry ->
                registry.gauge("settlement.read.only", mode, set -> set.reason().isPresent() ? 1 : 0);
    }

    @Bean
    Admission admission() {
        return new DebitAdmission();
    }

    /** First of all: the caller is known by then, and nothing has been done or taken for the request. */
    @Bean
    WebMvcConfigurer flowControlledDoor(ReadOnlyMode readOnly) {
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                registry.addInterceptor(new DoorInterceptor(readOnly))
                        .addPathPatterns("/v1/**")
                        .order(Ordered.HIGHEST_PRECEDENCE);
            }
        };
    }

    @Bean
    FlowRules flowRules(AdmissionProperties properties, Resources resources) {
        List<FlowRule> floor = new ArrayList<>();
        resources.doors.forEach(door -> floor.add(atMost(properties.requestsPerSecond(), door)));
        resources.debits.forEach(debit -> floor.add(atMost(properties.debitsPerSecond(), debit)));
        return new FlowRules(floor);
    }

    /** What a rule may be for. */
    record Resources(Set<String> doors, Set<String> debits) {

        Set<String> all() {
            var all = new TreeSet<>(doors);
            all.addAll(debits);
            return all;
        }
    }

    @Bean
    Resources flowRuleResources(
            @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping endpoints,
            Admission admission,
            ShardedDatabase database) {
        return new Resources(
                doors(endpoints),
                database.slotMap().shards().stream().map(admission::rule).collect(Collectors.toSet()));
    }

    @Bean
    @ConditionalOnBooleanProperty("spring.cloud.nacos.config.enabled")
    LiveDocument<List<FlowRule>> flowRulesDocument(
            @Value("${spring.application.name}-flow-rules") String dataId,
            Resources resources,
            FlowRules rules,
            LiveProperties live,
            Clock clock) {
        return new LiveDocument<>(dataId, new FlowRuleDocument(resources.all()), rules::replace, live.folder(), clock);
    }

    @Bean
    @ConditionalOnBooleanProperty("spring.cloud.nacos.config.enabled")
    MeterBinder flowRuleMeters(FlowRules rules) {
        return registry -> registry.gauge("settlement.rules.pushed", rules, FlowRules::pushed);
    }

    private static FlowRule atMost(int perSecond, String resource) {
        var rule = new FlowRule(resource);
        rule.setCount(perSecond);
        return rule;
    }

    /** Named as {@link DoorInterceptor} names them. */
    private static Set<String> doors(RequestMappingHandlerMapping endpoints) {
        return endpoints.getHandlerMethods().keySet().stream()
                .flatMap(mapping -> mapping.getMethodsCondition().getMethods().stream()
                        .flatMap(method -> mapping.getPatternValues().stream().map(path -> method + " " + path)))
                .filter(door -> door.contains(" /v1/"))
                .collect(Collectors.toSet());
    }
}

package io.settlement.producer.admission;

import com.alibaba.cloud.nacos.NacosConfigManager;
import com.alibaba.csp.sentinel.slots.block.flow.FlowRule;
import io.micrometer.core.instrument.MeterRegistry;
import io.settlement.producer.batching.Admission;
import io.settlement.sharding.ShardedDatabase;
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

    @Bean
    Admission admission() {
        return new DebitAdmission();
    }

    /** First of all: the caller is known by then, and nothing has been done or taken for the request. */
    @Bean
    WebMvcConfigurer flowControlledDoor() {
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                registry.addInterceptor(new DoorInterceptor())
                        .addPathPatterns("/v1/**")
                        .order(Ordered.HIGHEST_PRECEDENCE);
            }
        };
    }

    @Bean
    FlowRules flowRules(
            AdmissionProperties properties,
            @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping endpoints,
            Admission admission,
            ShardedDatabase database) {
        var doors = doors(endpoints);
        var debits = database.slotMap().shards().stream().map(admission::rule).collect(Collectors.toSet());
        List<FlowRule> floor = new ArrayList<>();
        doors.forEach(door -> floor.add(atMost(properties.requestsPerSecond(), door)));
        debits.forEach(debit -> floor.add(atMost(properties.debitsPerSecond(), debit)));
        var known = new TreeSet<>(doors);
        known.addAll(debits);
        return new FlowRules(floor, new FlowRuleDocument(known));
    }

    @Bean(initMethod = "listen")
    @ConditionalOnBooleanProperty("spring.cloud.nacos.config.enabled")
    RulePushes rulePushes(
            NacosConfigManager nacos,
            @Value("${spring.application.name}-flow-rules") String dataId,
            @Value("${settlement.nacos.group}") String group,
            FlowRules rules,
            MeterRegistry registry) {
        return new RulePushes(nacos.getConfigService(), dataId, group, rules, registry);
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

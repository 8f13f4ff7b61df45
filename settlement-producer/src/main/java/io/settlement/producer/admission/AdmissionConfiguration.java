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
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** How admission is put together. The resources are the endpoints and the shards that there are. */
@Configuration(proxyBeanMethods = false)
class AdmissionConfiguration {

    @Bean
    Admission admission() {
        return new DebitAdmission();
    }

    @Bean
    WebMvcConfigurer doorInterceptor() {
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                registry.addInterceptor(new DoorInterceptor()).addPathPatterns("/v1/**");
            }
        };
    }

    @Bean
    FlowRules flowRules(
            AdmissionProperties properties,
            @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping endpoints,
            Admission admission,
            ShardedDatabase database,
            MeterRegistry registry,
            ObjectProvider<NacosConfigManager> nacos,
            @Value("${spring.application.name}-flow-rules") String dataId,
            @Value("${settlement.nacos.group}") String group) {
        var doors = doors(endpoints);
        var debits =
                database.slotMap().shards().stream().map(admission::resource).collect(Collectors.toSet());
        List<FlowRule> floor = new ArrayList<>();
        doors.forEach(door -> floor.add(atMost(properties.requestsPerSecond(), door)));
        debits.forEach(debit -> floor.add(atMost(properties.debitsPerSecond(), debit)));
        var known = new TreeSet<>(doors);
        known.addAll(debits);
        var rules = new FlowRules(floor, new FlowRuleDocument(known), registry);
        nacos.ifAvailable(client -> RulePushes.listen(client.getConfigService(), dataId, group, rules));
        return rules;
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

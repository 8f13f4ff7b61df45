package io.settlement.producer.admission;

import com.alibaba.csp.sentinel.slots.block.flow.FlowRule;
import com.alibaba.csp.sentinel.slots.block.flow.FlowRuleManager;
import com.alibaba.csp.sentinel.slots.block.flow.param.ParamFlowRule;
import com.alibaba.csp.sentinel.slots.block.flow.param.ParamFlowRuleManager;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.settlement.producer.batching.Admission;
import io.settlement.producer.live.ReadOnlyMode;
import io.settlement.sharding.ShardedDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.beans.factory.annotation.Qualifier;
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
    Refusals refusals(MeterRegistry registry) {
        return new Refusals(registry);
    }

    @Bean
    Admission admission(Refusals refusals, PushedRules<ParamFlowRule> ofPayers) {
        return new DebitAdmission(refusals, () -> ofPayers.pushed() > 0);
    }

    /** First of all: the caller is known by then, and nothing has been done or taken for the request. */
    @Bean
    WebMvcConfigurer flowControlledDoor(ReadOnlyMode readOnly, Refusals refusals) {
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                registry.addInterceptor(new DoorInterceptor(readOnly, refusals))
                        .addPathPatterns("/v1/**")
                        .order(Ordered.HIGHEST_PRECEDENCE);
            }
        };
    }

    @Bean
    PushedRules<FlowRule> flowRules(AdmissionProperties properties, Resources resources) {
        List<FlowRule> floor = new ArrayList<>();
        resources.doors.forEach(door -> floor.add(atMost(properties.requestsPerSecond(), door)));
        resources.debits.forEach(debit -> floor.add(atMost(properties.debitsPerSecond(), debit)));
        return new PushedRules<>(floor, FlowRuleManager::loadRules);
    }

    @Bean
    PushedRules<ParamFlowRule> paramFlowRules() {
        return new PushedRules<>(List.of(), ParamFlowRuleManager::loadRules);
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
    Resources ruleResources(
            @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping endpoints,
            ShardedDatabase database) {
        return new Resources(
                doors(endpoints),
                database.slotMap().shards().stream()
                        .map(DebitAdmission::resource)
                        .collect(Collectors.toSet()));
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

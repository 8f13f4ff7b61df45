package io.settlement.producer.admission;

import com.alibaba.csp.sentinel.slots.block.authority.AuthorityRule;
import com.alibaba.csp.sentinel.slots.block.authority.AuthorityRuleManager;
import com.alibaba.csp.sentinel.slots.block.degrade.DegradeRule;
import com.alibaba.csp.sentinel.slots.block.degrade.DegradeRuleManager;
import com.alibaba.csp.sentinel.slots.block.flow.FlowRule;
import com.alibaba.csp.sentinel.slots.block.flow.param.ParamFlowRule;
import com.alibaba.csp.sentinel.slots.system.SystemRule;
import com.alibaba.csp.sentinel.slots.system.SystemRuleManager;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.settlement.live.LiveDocument;
import io.settlement.live.LiveProperties;
import io.settlement.producer.admission.AdmissionConfiguration.Resources;
import io.settlement.producer.batching.LimitingRule.Kind;
import java.time.Clock;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The five rule sets as documents that are followed live, each the application's name and the kind of its rules. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty("spring.cloud.nacos.config.enabled")
class RuleDocumentsConfiguration {

    /** Makes the documents, and shows how many rules of each are in force. */
    private record RuleSets(String service, LiveProperties live, Clock clock, MeterRegistry registry) {

        <R> LiveDocument<List<R>> document(Kind kind, RuleListDocument<?, R> schema, PushedRules<R> rules) {
            Gauge.builder("settlement.rules.pushed", rules, PushedRules::pushed)
                    .description("pushed rules in force")
                    .tag("rule", kind.word())
                    .register(registry);
            return new LiveDocument<>(
                    service + "-" + kind.word() + "-rules", schema, rules::replace, live.folder(), clock);
        }
    }

    @Bean
    RuleSets ruleSets(
            @Value("${spring.application.name}") String service,
            LiveProperties live,
            Clock clock,
            MeterRegistry registry) {
        return new RuleSets(service, live, clock, registry);
    }

    @Bean
    LiveDocument<List<FlowRule>> flowRulesDocument(RuleSets sets, Resources resources, PushedRules<FlowRule> rules) {
        return sets.document(Kind.FLOW, new FlowRuleDocument(resources.all()), rules);
    }

    @Bean
    LiveDocument<List<ParamFlowRule>> paramFlowRulesDocument(RuleSets sets, PushedRules<ParamFlowRule> rules) {
        return sets.document(Kind.PARAM_FLOW, new ParamFlowRuleDocument(), rules);
    }

    @Bean
    LiveDocument<List<DegradeRule>> degradeRulesDocument(RuleSets sets, Resources resources) {
        return sets.document(
                Kind.DEGRADE,
                new DegradeRuleDocument(resources.all()),
                new PushedRules<>(List.of(), DegradeRuleManager::loadRules));
    }

    @Bean
    LiveDocument<List<SystemRule>> systemRulesDocument(RuleSets sets) {
        return sets.document(
                Kind.SYSTEM, new SystemRuleDocument(), new PushedRules<>(List.of(), SystemRuleManager::loadRules));
    }

    @Bean
    LiveDocument<List<AuthorityRule>> authorityRulesDocument(RuleSets sets, Resources resources) {
        return sets.document(
                Kind.AUTHORITY,
                new AuthorityRuleDocument(resources.doors()),
                new PushedRules<>(List.of(), AuthorityRuleManager::loadRules));
    }
}

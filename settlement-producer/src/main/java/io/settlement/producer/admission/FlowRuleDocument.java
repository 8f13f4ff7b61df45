package io.settlement.producer.admission;

import com.alibaba.csp.sentinel.slots.block.RuleConstant;
import com.alibaba.csp.sentinel.slots.block.flow.FlowRule;
import java.util.Set;

/** Flow rules: how many a second. Without behaviour that would hold request threads up. */
public final class FlowRuleDocument extends RuleListDocument<FlowRuleDocument.Line, FlowRule> {

    private final Set<String> resources;

    /** @param resources the names that a rule may be for */
    public FlowRuleDocument(Set<String> resources) {
        super(Line[].class, "flow rules");
        this.resources = Set.copyOf(resources);
    }

    record Line(
            String resource,
            String limitApp,
            Integer grade,
            Double count,
            Integer strategy,
            Integer controlBehavior,
            Boolean clusterMode) {}

    @Override
    FlowRule rule(Line line) {
        requireKnown(resources, line.resource);
        requireCount(line.count);
        require(isLeftOutOr(line.grade, RuleConstant.FLOW_GRADE_QPS), "can have grade 1 (per second) only");
        require(isLeftOutOr(line.strategy, RuleConstant.STRATEGY_DIRECT), "can have strategy 0 only");
        require(
                isLeftOutOr(line.controlBehavior, RuleConstant.CONTROL_BEHAVIOR_DEFAULT),
                "can have controlBehavior 0 (reject) only: the others hold request threads up");
        require(isLeftOutOr(line.clusterMode, false), "cannot have clusterMode");
        require(isLeftOutOr(line.limitApp, RuleConstant.LIMIT_APP_DEFAULT), "can have limitApp default only");
        var rule = new FlowRule(line.resource);
        rule.setGrade(RuleConstant.FLOW_GRADE_QPS);
        rule.setCount(line.count);
        return rule;
    }
}

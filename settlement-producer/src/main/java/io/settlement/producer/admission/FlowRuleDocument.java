package io.settlement.producer.admission;

import com.alibaba.csp.sentinel.slots.block.RuleConstant;
import com.alibaba.csp.sentinel.slots.block.flow.FlowRule;
import io.settlement.live.DocumentJson;
import io.settlement.live.DocumentSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Reads a document of flow rules in Sentinel's own JSON, and refuses what this service could not keep: fields or
 * resources that it does not have, counts without bounds, behaviour that would hold request threads up.
 */
public final class FlowRuleDocument implements DocumentSchema<List<FlowRule>> {

    private static final int MOST_RULES = 200;
    private static final double HIGHEST_COUNT = 1_000_000;

    private static final DocumentJson<Line[]> JSON =
            new DocumentJson<>(Line[].class, "a JSON list of flow rules", 64 * 1024);

    private final Set<String> resources;

    /** @param resources the names that a rule may be for */
    public FlowRuleDocument(Set<String> resources) {
        this.resources = Set.copyOf(resources);
    }

    /** One rule as it is written. What is left out has Sentinel's default. */
    record Line(
            String resource,
            String limitApp,
            Integer grade,
            Double count,
            Integer strategy,
            Integer controlBehavior,
            Boolean clusterMode) {

        FlowRule toRule() {
            var rule = new FlowRule(resource);
            rule.setGrade(RuleConstant.FLOW_GRADE_QPS);
            rule.setCount(count);
            return rule;
        }
    }

    @Override
    public List<FlowRule> read(String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("it is blank; an empty list is written []");
        }
        var lines = JSON.read(text);
        if (lines.length > MOST_RULES) {
            throw new IllegalArgumentException("it has more than " + MOST_RULES + " rules");
        }
        List<FlowRule> rules = new ArrayList<>();
        for (int i = 0; i < lines.length; i++) {
            require(lines[i] != null, i, "is null");
            check(lines[i], i);
            rules.add(lines[i].toRule());
        }
        return rules;
    }

    /** To Sentinel an empty list means no limit at all. */
    @Override
    public boolean isEmpty(List<FlowRule> rules) {
        return rules.isEmpty();
    }

    private void check(Line line, int index) {
        require(
                line.resource != null && resources.contains(line.resource),
                index,
                "has an unknown resource; there are "
                        + resources.stream().sorted().toList());
        require(
                line.count != null && line.count >= 0 && line.count <= HIGHEST_COUNT,
                index,
                "needs a count from 0 to " + (long) HIGHEST_COUNT);
        require(isLeftOutOr(line.grade, RuleConstant.FLOW_GRADE_QPS), index, "can have grade 1 (per second) only");
        require(isLeftOutOr(line.strategy, RuleConstant.STRATEGY_DIRECT), index, "can have strategy 0 only");
        require(
                isLeftOutOr(line.controlBehavior, RuleConstant.CONTROL_BEHAVIOR_DEFAULT),
                index,
                "can have controlBehavior 0 (reject) only: the others hold request threads up");
        require(isLeftOutOr(line.clusterMode, false), index, "cannot have clusterMode");
        require(isLeftOutOr(line.limitApp, RuleConstant.LIMIT_APP_DEFAULT), index, "can have limitApp default only");
    }

    private static boolean isLeftOutOr(Object value, Object only) {
        return value == null || value.equals(only);
    }

    private static void require(boolean holds, int index, String message) {
        if (!holds) {
            throw new IllegalArgumentException("rule " + (index + 1) + " " + message);
        }
    }
}

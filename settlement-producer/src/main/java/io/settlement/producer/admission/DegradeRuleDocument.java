package io.settlement.producer.admission;

import com.alibaba.csp.sentinel.slots.block.RuleConstant;
import com.alibaba.csp.sentinel.slots.block.degrade.DegradeRule;
import java.util.Set;

/** Degrade rules: when the circuit of an endpoint or of a shard's debits opens, and for how long. */
public final class DegradeRuleDocument extends RuleListDocument<DegradeRuleDocument.Line, DegradeRule> {

    private static final int LONGEST_MILLIS = 600_000;
    private static final int LONGEST_OPEN_SECONDS = 3_600;

    private final Set<String> resources;

    /** @param resources the names that a rule may be for */
    public DegradeRuleDocument(Set<String> resources) {
        super(Line[].class, "degrade rules");
        this.resources = Set.copyOf(resources);
    }

    record Line(
            String resource,
            String limitApp,
            Integer grade,
            Double count,
            Double slowRatioThreshold,
            Integer timeWindow,
            Integer minRequestAmount,
            Integer statIntervalMs) {}

    @Override
    DegradeRule rule(Line line) {
        requireKnown(resources, line.resource);
        require(isLeftOutOr(line.limitApp, RuleConstant.LIMIT_APP_DEFAULT), "can have limitApp default only");
        require(line.timeWindow != null, "needs a timeWindow: seconds until a probe is let in");
        requireBetween("timeWindow", line.timeWindow, 1, LONGEST_OPEN_SECONDS);
        requireBetween("minRequestAmount", line.minRequestAmount, 1, HIGHEST_COUNT);
        requireBetween("statIntervalMs", line.statIntervalMs, 1_000, LONGEST_MILLIS);
        requireThreshold(line);
        return toRule(line);
    }

    private static void requireThreshold(Line line) {
        require(line.count != null, "needs a count");
        switch (grade(line)) {
            case RuleConstant.DEGRADE_GRADE_RT -> {
                requireBetween("count (milliseconds)", line.count, 1, LONGEST_MILLIS);
                requireBetween("slowRatioThreshold", line.slowRatioThreshold, 0.01, 1);
            }
            case RuleConstant.DEGRADE_GRADE_EXCEPTION_RATIO -> requireBetween("count (a ratio)", line.count, 0.01, 1);
            case RuleConstant.DEGRADE_GRADE_EXCEPTION_COUNT ->
                requireBetween("count (of failures)", line.count, 1, HIGHEST_COUNT);
            default -> require(false, "can have grade 0 (slow calls), 1 (ratio) or 2 (number of failures) only");
        }
    }

    private static int grade(Line line) {
        return line.grade == null ? RuleConstant.DEGRADE_GRADE_RT : line.grade;
    }

    private static DegradeRule toRule(Line line) {
        var rule = new DegradeRule(line.resource);
        rule.setGrade(grade(line)).setCount(line.count).setTimeWindow(line.timeWindow);
        if (line.slowRatioThreshold != null) {
            rule.setSlowRatioThreshold(line.slowRatioThreshold);
        }
        if (line.minRequestAmount != null) {
            rule.setMinRequestAmount(line.minRequestAmount);
        }
        if (line.statIntervalMs != null) {
            rule.setStatIntervalMs(line.statIntervalMs);
        }
        return rule;
    }
}

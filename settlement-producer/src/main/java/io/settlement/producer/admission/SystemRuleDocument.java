package io.settlement.producer.admission;

import com.alibaba.csp.sentinel.slots.block.RuleConstant;
import com.alibaba.csp.sentinel.slots.system.SystemRule;
import java.util.Objects;
import java.util.function.DoubleConsumer;
import java.util.stream.Stream;

/** System rules: bounds of all requests to the door together, and of the machine while they are let in. */
public final class SystemRuleDocument extends RuleListDocument<SystemRuleDocument.Line, SystemRule> {

    public SystemRuleDocument() {
        super(Line[].class, "system rules");
    }

    /** -1 is as good as left out: so Sentinel's console writes it. */
    record Line(
            String resource,
            String limitApp,
            Double highestSystemLoad,
            Double highestCpuUsage,
            Double qps,
            Integer avgRt,
            Integer maxThread) {

        Stream<Number> bounds() {
            return Stream.of(highestSystemLoad, highestCpuUsage, qps, avgRt, maxThread);
        }
    }

    @Override
    SystemRule rule(Line line) {
        require(
                line.resource == null && isLeftOutOr(line.limitApp, RuleConstant.LIMIT_APP_DEFAULT),
                "is for all requests");
        require(
                line.bounds().filter(Objects::nonNull).anyMatch(SystemRuleDocument::isSet),
                "bounds nothing: it needs highestSystemLoad, highestCpuUsage, qps, avgRt or maxThread");
        var rule = new SystemRule();
        bound("highestSystemLoad", line.highestSystemLoad, 0.1, 1_000, rule::setHighestSystemLoad);
        bound("highestCpuUsage", line.highestCpuUsage, 0.01, 1, rule::setHighestCpuUsage);
        bound("qps", line.qps, 1, HIGHEST_COUNT, rule::setQps);
        bound("avgRt", line.avgRt, 1, 600_000, millis -> rule.setAvgRt((long) millis));
        bound("maxThread", line.maxThread, 1, 100_000, threads -> rule.setMaxThread((long) threads));
        return rule;
    }

    private static boolean isSet(Number bound) {
        return bound.doubleValue() != -1;
    }

    private static void bound(String field, Number written, double least, double most, DoubleConsumer target) {
        if (written != null && isSet(written)) {
            requireBetween(field, written, least, most);
            target.accept(written.doubleValue());
        }
    }
}

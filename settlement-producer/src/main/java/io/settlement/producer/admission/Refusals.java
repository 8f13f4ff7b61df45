package io.settlement.producer.admission;

import com.alibaba.csp.sentinel.slots.block.BlockException;
import com.alibaba.csp.sentinel.slots.block.authority.AuthorityException;
import com.alibaba.csp.sentinel.slots.block.degrade.DegradeException;
import com.alibaba.csp.sentinel.slots.block.flow.param.ParamFlowException;
import com.alibaba.csp.sentinel.slots.system.SystemBlockException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.settlement.producer.batching.LimitingRule;
import io.settlement.producer.batching.LimitingRule.Kind;

/** Names the rule for which something was not let in, and counts how much it was. */
final class Refusals {

    private final MeterRegistry registry;

    Refusals(MeterRegistry registry) {
        this.registry = registry;
    }

    static LimitingRule rule(BlockException blocked, String resource) {
        return new LimitingRule(kind(blocked), resource);
    }

    private static Kind kind(BlockException blocked) {
        if (blocked instanceof DegradeException) {
            return Kind.DEGRADE;
        }
        if (blocked instanceof ParamFlowException) {
            return Kind.PARAM_FLOW;
        }
        if (blocked instanceof SystemBlockException) {
            return Kind.SYSTEM;
        }
        return blocked instanceof AuthorityException ? Kind.AUTHORITY : Kind.FLOW;
    }

    /** @param turnedAway requests, or instructions of one */
    void count(LimitingRule rule, int turnedAway) {
        Counter.builder("settlement.admission.refused")
                .description("requests at the door and instructions behind it that a rule did not let in")
                .tag("rule", rule.kind().word())
                .tag("resource", rule.resource())
                .register(registry)
                .increment(turnedAway);
    }
}

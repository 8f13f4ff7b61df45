package io.settlement.producer.admission;

import com.alibaba.csp.sentinel.slots.block.flow.FlowRule;
import com.alibaba.csp.sentinel.slots.block.flow.FlowRuleManager;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The flow rules in force: the floor, and what was pushed last and could be kept. A push that cannot be read, or that
 * empties a set which was not empty, leaves everything as it was: to Sentinel an empty set means no limit at all.
 */
final class FlowRules {

    private static final Logger log = LoggerFactory.getLogger(FlowRules.class);

    private final FlowRuleDocument document;
    private final List<FlowRule> floor;
    private final Counter refused;
    private List<FlowRule> pushed = List.of();

    FlowRules(List<FlowRule> floor, FlowRuleDocument document, MeterRegistry registry) {
        this.floor = List.copyOf(floor);
        this.document = document;
        this.refused = Counter.builder("settlement.rules.refused")
                .description("pushes of rules that were not taken over")
                .tag("set", "flow")
                .register(registry);
        registry.gauge("settlement.rules.pushed", this, rules -> rules.pushed().size());
        load();
    }

    /** Takes a pushed document over, or says in the log why not. */
    synchronized void push(String text) {
        try {
            var rules = document.read(text);
            if (rules.isEmpty() && !pushed.isEmpty()) {
                throw new IllegalArgumentException("it empties a set of " + pushed.size() + " rules");
            }
            pushed = rules;
            load();
            log.info("{} pushed flow rules are in force", rules.size());
        } catch (IllegalArgumentException wrong) {
            refused.increment();
            log.error("pushed flow rules are refused, {} rules stay in force: {}", pushed.size(), wrong.getMessage());
        }
    }

    private synchronized List<FlowRule> pushed() {
        return pushed;
    }

    private void load() {
        FlowRuleManager.loadRules(
                new ArrayList<>(Stream.of(floor, pushed).flatMap(List::stream).toList()));
    }
}

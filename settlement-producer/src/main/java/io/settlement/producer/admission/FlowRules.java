package io.settlement.producer.admission;

import com.alibaba.csp.sentinel.slots.block.flow.FlowRule;
import com.alibaba.csp.sentinel.slots.block.flow.FlowRuleManager;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The flow rules in force: the floor, and the rules that were pushed last. Where both are for one resource the tighter
 * one decides, so a push can only take from what the floor lets in.
 */
final class FlowRules {

    private final List<FlowRule> floor;
    private List<FlowRule> pushed = List.of();

    FlowRules(List<FlowRule> floor) {
        this.floor = List.copyOf(floor);
        load();
    }

    /** Puts rules in the place of those pushed before. */
    synchronized void replace(List<FlowRule> rules) {
        pushed = List.copyOf(rules);
        load();
    }

    /** How many pushed rules are in force. */
    synchronized int pushed() {
        return pushed.size();
    }

    private void load() {
        FlowRuleManager.loadRules(
                new ArrayList<>(Stream.of(floor, pushed).flatMap(List::stream).toList()));
    }
}

package io.settlement.producer.admission;

import com.alibaba.csp.sentinel.slots.block.flow.FlowRule;
import com.alibaba.csp.sentinel.slots.block.flow.FlowRuleManager;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The flow rules in force: the floor, and the rules that were pushed last and could be kept. Where both are for one
 * resource the tighter one decides, so a push can only take from what the floor lets in.
 */
final class FlowRules {

    private final List<FlowRule> floor;
    private final FlowRuleDocument document;
    private List<FlowRule> pushed = List.of();

    FlowRules(List<FlowRule> floor, FlowRuleDocument document) {
        this.floor = List.copyOf(floor);
        this.document = document;
        load();
    }

    /**
     * Puts the rules of a document in the place of those pushed before. An empty list may not: to Sentinel it means no
     * limit at all, and it is what a mishap leaves more often than a decision.
     *
     * @return how many rules those are
     * @throws IllegalArgumentException with one line that says what is wrong; everything stays as it was then
     */
    synchronized int replace(String text) {
        var rules = document.read(text);
        if (rules.isEmpty() && !pushed.isEmpty()) {
            throw new IllegalArgumentException("it is an empty list, which would lift all rules at once");
        }
        pushed = rules;
        load();
        return rules.size();
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

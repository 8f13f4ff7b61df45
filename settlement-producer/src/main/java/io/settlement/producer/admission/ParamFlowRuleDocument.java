package io.settlement.producer.admission;

import com.alibaba.csp.sentinel.slots.block.RuleConstant;
import com.alibaba.csp.sentinel.slots.block.flow.param.ParamFlowItem;
import com.alibaba.csp.sentinel.slots.block.flow.param.ParamFlowRule;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Param-flow rules: how many instructions a second of each payer, with other counts for some. */
public final class ParamFlowRuleDocument extends RuleListDocument<ParamFlowRuleDocument.Line, ParamFlowRule> {

    private static final int MOST_ITEMS = 500;
    private static final Pattern ACCOUNT = Pattern.compile("[1-9]\\d{0,18}");

    public ParamFlowRuleDocument() {
        super(Line[].class, "param-flow rules");
    }

    record Line(
            String resource,
            String limitApp,
            Integer grade,
            Integer paramIdx,
            Double count,
            Integer controlBehavior,
            Integer burstCount,
            Integer durationInSec,
            List<Item> paramFlowItemList,
            Boolean clusterMode) {}

    /** A payer with a count of its own. */
    record Item(String object, Integer count, String classType) {}

    @Override
    ParamFlowRule rule(Line line) {
        requireKnown(Set.of(DebitAdmission.PAYER), line.resource);
        requireCount(line.count);
        require(isLeftOutOr(line.paramIdx, 0), "can have paramIdx 0 (the payer) only");
        require(isLeftOutOr(line.grade, RuleConstant.FLOW_GRADE_QPS), "can have grade 1 (per second) only");
        require(
                isLeftOutOr(line.controlBehavior, RuleConstant.CONTROL_BEHAVIOR_DEFAULT),
                "can have controlBehavior 0 (reject) only: the others hold request threads up");
        // Sentinel takes rules that differ in these two for the same, and would keep the old ones without a word.
        require(isLeftOutOr(line.durationInSec, 1), "can have durationInSec 1 only");
        require(isLeftOutOr(line.burstCount, 0), "can have burstCount 0 only");
        require(isLeftOutOr(line.clusterMode, false), "cannot have clusterMode");
        require(isLeftOutOr(line.limitApp, RuleConstant.LIMIT_APP_DEFAULT), "can have limitApp default only");
        var rule = new ParamFlowRule(line.resource).setParamIdx(0).setCount(line.count);
        rule.setParamFlowItemList(items(line.paramFlowItemList));
        return rule;
    }

    private static List<ParamFlowItem> items(List<Item> written) {
        var items = written == null ? List.<Item>of() : written;
        require(items.size() <= MOST_ITEMS, "has more than " + MOST_ITEMS + " items in paramFlowItemList");
        return items.stream().map(ParamFlowRuleDocument::item).toList();
    }

    private static ParamFlowItem item(Item item) {
        require(
                item != null
                        && item.object != null
                        && ACCOUNT.matcher(item.object).matches(),
                "has an item whose object is no account's id");
        require(item.count != null, "has an item without a count");
        requireBetween("count of each item", item.count, 0, HIGHEST_COUNT);
        require(
                isLeftOutOr(item.classType, String.class.getName()),
                "can have items of classType " + String.class.getName() + " only");
        return new ParamFlowItem().setObject(item.object).setCount(item.count).setClassType(String.class.getName());
    }
}

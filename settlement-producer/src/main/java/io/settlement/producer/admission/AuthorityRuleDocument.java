package io.settlement.producer.admission;

import com.alibaba.csp.sentinel.slots.block.RuleConstant;
import com.alibaba.csp.sentinel.slots.block.authority.AuthorityRule;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Authority rules: which API keys an endpoint takes requests from, or takes none from. */
public final class AuthorityRuleDocument extends RuleListDocument<AuthorityRuleDocument.Line, AuthorityRule> {

    private static final int MOST_KEYS = 200;
    private static final Pattern KEY_ID = Pattern.compile("[0-9a-f]{12}");

    private final Set<String> endpoints;

    /** @param endpoints the names that a rule may be for */
    public AuthorityRuleDocument(Set<String> endpoints) {
        super(Line[].class, "authority rules");
        this.endpoints = Set.copyOf(endpoints);
    }

    record Line(String resource, String limitApp, Integer strategy) {}

    @Override
    AuthorityRule rule(Line line) {
        requireKnown(endpoints, line.resource);
        require(line.limitApp != null, "needs a limitApp: ids of API keys, with commas between");
        var keys = List.of(line.limitApp.split(",", -1));
        require(
                keys.size() <= MOST_KEYS
                        && keys.stream().allMatch(key -> KEY_ID.matcher(key).matches()),
                "needs a limitApp of up to " + MOST_KEYS + " ids of API keys, with commas between");
        require(
                Set.of(RuleConstant.AUTHORITY_WHITE, RuleConstant.AUTHORITY_BLACK)
                        .contains(strategy(line)),
                "can have strategy 0 (these alone) or 1 (all but these) only");
        var rule = new AuthorityRule().setStrategy(strategy(line));
        rule.setResource(line.resource);
        rule.setLimitApp(line.limitApp);
        return rule;
    }

    /** Of two for one endpoint Sentinel would keep the first alone. */
    @Override
    void checkTogether(List<AuthorityRule> rules) {
        var seen = new HashSet<String>();
        rules.forEach(rule -> require(
                seen.add(rule.getResource()), "it has two rules for '" + rule.getResource() + "', which takes one"));
    }

    private static int strategy(Line line) {
        return line.strategy == null ? RuleConstant.AUTHORITY_WHITE : line.strategy;
    }
}

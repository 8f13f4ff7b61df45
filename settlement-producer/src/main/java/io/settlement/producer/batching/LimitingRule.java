package io.settlement.producer.batching;

import java.util.Locale;

/**
 * The rule for which something was not let in.
 *
 * @param resource what the rule is for: an endpoint, the debits of a shard, a payer
 */
public record LimitingRule(Kind kind, String resource) {

    /** Each is a rule set of its own. */
    public enum Kind {
        FLOW,
        DEGRADE,
        PARAM_FLOW,
        SYSTEM,
        AUTHORITY;

        /** As the rule set's document is called. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    @Override
    public String toString() {
        return kind.word() + " rule for '" + resource + "'";
    }
}

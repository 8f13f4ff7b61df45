package io.settlement.producer.admission;

import io.settlement.producer.batching.LimitingRule;

/** A request that a rule turned away at the door, before anything looked at it. It was not taken. */
public final class RateLimited extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient LimitingRule rule;

    RateLimited(LimitingRule rule) {
        super("not let in by the " + rule);
        this.rule = rule;
    }

    public LimitingRule rule() {
        return rule;
    }
}

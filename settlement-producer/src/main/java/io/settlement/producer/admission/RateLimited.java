package io.settlement.producer.admission;

/** A request that a flow rule turned away at the door, before anything looked at it. It was not taken. */
public final class RateLimited extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String rule;

    RateLimited(String rule) {
        super("more requests than the rule for " + rule + " lets in");
        this.rule = rule;
    }

    /** The resource by which the rule is named. */
    public String rule() {
        return rule;
    }
}

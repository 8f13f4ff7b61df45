package io.settlement.producer.admission;

/** A request that a flow rule turned away before anything was done. Definite: nothing was taken. */
public final class RateLimited extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String resource;

    RateLimited(String resource) {
        super("the rate of " + resource + " is limited");
        this.resource = resource;
    }

    /** The resource whose rule it was, by the name that rules use. */
    public String resource() {
        return resource;
    }
}

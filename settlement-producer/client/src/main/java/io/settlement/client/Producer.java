package io.settlement.client;

import java.net.URI;

/**
 * A producer that may be asked.
 *
 * @param address without a path as a rule, {@code http://127.0.0.1:8080}; also what it is known by from call to call
 * @param weight its share of the calls, against the weights of the others; 0 takes none
 */
public record Producer(URI address, double weight) {

    public Producer {
        boolean http = "http".equals(address.getScheme()) || "https".equals(address.getScheme());
        if (!http || address.getHost() == null || address.getQuery() != null || address.getFragment() != null) {
            throw new IllegalArgumentException(
                    "'" + address + "' is no address of a producer; it looks like http://127.0.0.1:8080");
        }
        if (!(weight >= 0 && weight < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("a producer's weight is 0 or more, not " + weight);
        }
    }

    boolean takesCalls() {
        return weight > 0;
    }
}

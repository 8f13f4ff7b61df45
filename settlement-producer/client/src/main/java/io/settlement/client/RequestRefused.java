package io.settlement.client;

/** A producer refused the request for good: nothing was done, and the same request will be refused again. */
public final class RequestRefused extends SettlementException {
    private static final long serialVersionUID = 1L;

    RequestRefused(Problem problem) {
        super(problem.toString(), problem, null);
    }
}

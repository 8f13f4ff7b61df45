package io.settlement.client;

import java.util.Optional;

/**
 * The request was sent, and whether it was carried out was not learnt in time. It has not failed: treating it as failed and
 * paying again under another key pays twice. The same request with the same key is always safe and tells for certain.
 */
public final class OutcomeUnknown extends SettlementException {
    private static final long serialVersionUID = 1L;

    private final transient IdempotencyKey key;
    private final String lookUp;

    OutcomeUnknown(Call call, String why, Problem problem) {
        super(message(call, why), problem, null);
        this.key = call.key().orElse(null);
        this.lookUp = call.lookUp();
    }

    /** The key that the request was sent with; empty for what has none, such as freezing an account. */
    public Optional<IdempotencyKey> key() {
        return Optional.ofNullable(key);
    }

    /** The request that tells more, such as {@code GET /v1/transfers/by-key?accountId=1024&idempotencyKey=rent-11}. */
    public String lookUp() {
        return lookUp;
    }

    private static String message(Call call, String why) {
        return "it is not known whether this was carried out (" + why + "); "
                + call.key()
                        .map(key -> "repeat it with the same key " + key + " to learn, or look: ")
                        .orElse("look before you repeat it: ")
                + call.lookUp();
    }
}

package io.settlement.producer.live;

import java.util.Optional;

/** Whether nothing is taken that would change anything, and why, in an operator's words. What was taken before goes its way. */
public final class ReadOnlyMode {

    private volatile Optional<String> reason = Optional.empty();

    /** Empty while everything is taken. */
    public Optional<String> reason() {
        return reason;
    }

    void set(Optional<String> given) {
        reason = given;
    }
}

package io.settlement.simulation.steps;

import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;

/** One caller at a time in a world without trouble: whatever would have to be waited for is missing for good. */
final class Undisturbed implements Steps {

    @Override
    public Instant now() {
        return Instant.EPOCH;
    }

    @Override
    public Object owner() {
        return this;
    }

    @Override
    public void reach(Operation operation, Phase phase) {
        // Nothing happens here.
    }

    @Override
    public CommitFate fateOfCommit() {
        return CommitFate.ANSWERED;
    }

    @Override
    public boolean await(BooleanSupplier condition, Duration longest) {
        return condition.getAsBoolean();
    }

    @Override
    public void later(Duration delay, Runnable event) {
        // Only what is late comes later, and nothing is.
    }
}

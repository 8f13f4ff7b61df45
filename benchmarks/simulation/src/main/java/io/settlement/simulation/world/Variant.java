package io.settlement.simulation.world;

import io.settlement.ledger.shard.InMemoryLedger;
import io.settlement.sharding.SlotMap;
import io.settlement.simulation.steps.Steps;
import java.util.function.UnaryOperator;

/**
 * What histories are made of: the system as it is, or one from which a test has taken a guard.
 *
 * @param sweeps whether consumers sweep; where they do not, messages alone must end everything
 * @param troubles lessens what was drawn for a history
 */
public record Variant(Ledgers ledgers, Announcing announcing, boolean sweeps, UnaryOperator<Troubles> troubles) {

    public static final Variant SOUND =
            new Variant(InMemoryLedger::new, new HalfMessages(), true, UnaryOperator.identity());

    /** Makes the ledger of a history. */
    @FunctionalInterface
    public interface Ledgers {
        InMemoryLedger of(SlotMap slotMap, Steps steps, Runnable afterCommit);
    }

    public Variant on(Ledgers other) {
        return new Variant(other, announcing, sweeps, troubles);
    }

    public Variant announcing(Announcing other) {
        return new Variant(ledgers, other, sweeps, troubles);
    }

    /** No sweeper, and no trouble but producers that die: what a message must be enough for. */
    public Variant byMessagesAlone() {
        return new Variant(ledgers, announcing, false, Troubles::ofProducersAlone);
    }
}

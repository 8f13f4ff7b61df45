package io.settlement.producer.batching;

import io.settlement.ledger.BatchId;
import io.settlement.ledger.DebitOutcome;

/**
 * What a caller is told about one instruction. Three grades of "no money moved": {@link NotAccepted} speaks of the key,
 * {@link NotTaken}, {@link Busy} and {@link Limited} of this request alone, {@link Unknown} promises nothing.
 */
public sealed interface Answer {

    /** The ledger decided; the outcome is committed. */
    record Decided(DebitOutcome outcome) implements Answer {}

    /**
     * Definite for the key: nothing has moved under it, and nothing that this producer had under way for it will. Said
     * only after a look that found no row, when this request's batch was never entered or is fenced and no other try of
     * the key was under way here before the look. Tries at other producers are not known here.
     */
    record NotAccepted(String why) implements Answer {}

    /** Definite for this request: it was never sent and never will be. Whether its key moved money was not looked up. */
    record NotTaken(String why) implements Answer {}

    /** The bounded queue of the shard is full. As {@link NotTaken}. */
    record Busy() implements Answer {}

    /** This rule let no more instructions in. As {@link NotTaken}. */
    record Limited(LimitingRule rule) implements Answer {}

    /** Whether the shard, or what is between, owed an answer of the ledger and gave none. */
    default boolean isTrouble() {
        return this instanceof NotAccepted || this instanceof NotTaken || this instanceof Unknown;
    }

    /** It is not known whether the instruction was debited. Repeating it with the same key tells. */
    record Unknown() implements Answer {}

    /**
     * Definite: the instruction itself breaks the debit; it moved nothing and uses up no key. Why is in the log and in
     * the list of broken instructions, under this batch; the database's own words are not for callers.
     */
    record Broken(BatchId listedUnder) implements Answer {}
}

package io.settlement.producer.batching;

import io.settlement.ledger.DebitOutcome;

/** What a caller is told about one instruction. */
public sealed interface Answer {

    /** The ledger decided; the outcome is committed. */
    record Decided(DebitOutcome outcome) implements Answer {}

    /** Definite: nothing moved and nothing will from this try. The same key can be used again. */
    record NotAccepted(String why) implements Answer {}

    /** The bounded queue of the shard is full. Definite: the instruction was not taken. */
    record Busy() implements Answer {}

    /** A flow rule let no more instructions in. Definite: the instruction was not taken. */
    record Limited(String resource) implements Answer {}

    /** It is not known whether the instruction was debited. Repeating it with the same key tells. */
    record Unknown() implements Answer {}

    /** Definite: the instruction itself breaks the debit. Nothing moved, no key is used up, and it is listed. */
    record Broken(String why) implements Answer {}
}

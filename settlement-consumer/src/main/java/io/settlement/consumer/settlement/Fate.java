package io.settlement.consumer.settlement;

import io.settlement.ledger.RejectionReason;
import io.settlement.ledger.shard.Parking;

/** What one call of the {@link Settler} knows to have become of one transfer when the call returns. */
public sealed interface Fate {

    /** Finished by this call: the payee has the money. */
    record Settled() implements Fate {}

    /** Finished by this call: the payee's shard refused, the payer has the money back. */
    record Reversed(RejectionReason reason) implements Fate {}

    /** Nothing to do: no such transfer, or finished already, perhaps by another consumer a moment ago. */
    record NotOpen() implements Fate {}

    /** Broke its group, was isolated and set aside; it stays DEBITED until it is replayed. */
    record Parked(Parking.Stage stage, String reason) implements Fate {}

    /** Still DEBITED as far as this call knows; the sweeper comes back to it. */
    record LeftOver(Why why, String detail) implements Fate {}

    /** Why a transfer is left to the sweeper. */
    enum Why {
        /** Being worked on beyond the patience of the call; it may end by itself any moment. */
        LATE,
        /** Its id, or its payee's, has a slot that no shard of this slot map serves. */
        SLOT_UNMAPPED,
        /** Its shard failed several times in a row and is left alone for a moment. */
        BREAKER_OPEN,
        /** Its shard's queue is full. */
        QUEUE_FULL,
        /** Its shard was asked and failed: cannot be reached, lock conflict, wrong head, unknown commit. */
        SHARD_TROUBLE,
        /** Its row cannot be read, so that it cannot even be parked. */
        UNREADABLE,
        /** It broke, and its source shard could not be reached to park it. */
        NOT_PARKED,
        /** It is parked, and the payee's shard has decided nothing yet. */
        NO_LEG
    }
}

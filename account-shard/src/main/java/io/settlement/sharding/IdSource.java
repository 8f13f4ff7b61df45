package io.settlement.sharding;

import io.settlement.ledger.Slot;

/** Makes ids that carry a slot. Two sources may make the same id; the primary key is the authority, not they. */
@FunctionalInterface
public interface IdSource {

    /** A positive 63-bit id whose low ten bits are the slot. */
    long next(Slot slot);
}

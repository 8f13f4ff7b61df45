package io.settlement.sharding;

import io.settlement.ledger.Slot;

/** An id whose slot no shard of the map serves. At a door it is bad input; inside, an infrastructure failure. */
public final class UnmappedSlot extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    public UnmappedSlot(Slot slot) {
        super("slot " + slot.number() + " is served by no shard of this slot map");
    }
}

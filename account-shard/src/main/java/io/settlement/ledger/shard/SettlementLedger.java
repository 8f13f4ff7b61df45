package io.settlement.ledger.shard;

import io.settlement.sharding.SlotMap;

/**
 * The part of the ledger that settlement works with: it moves money, finds what is still to do, and sets aside what
 * breaks. Each part is an interface, so that a simulation can put a ledger in memory in its place.
 */
public record SettlementLedger(
        SlotMap slotMap, SourceLedger source, DestinationLedger destination, OpenWork openWork, Parking parking) {}

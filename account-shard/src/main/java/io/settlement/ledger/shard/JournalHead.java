package io.settlement.ledger.shard;

import java.time.LocalDateTime;

/**
 * The place of a money transaction in its shard's journal.
 *
 * @param recordedAt UTC; never before the time of the entry before
 */
record JournalHead(long entryNo, LocalDateTime recordedAt) {}

package io.settlement.ledger;

import java.time.Instant;
import java.util.List;

/**
 * One journal entry with what it posted to customers' accounts.
 *
 * @param number numbers the shard's entries from 1 without a gap, in the order of commit
 * @param recordedAt when it was written, UTC
 * @param postings in ascending order of account, then sequence; empty where only internal accounts moved
 */
public record PostedEntry(ShardId shard, long number, Instant recordedAt, List<CustomerPosting> postings) {
    public PostedEntry {
        postings = List.copyOf(postings);
    }
}

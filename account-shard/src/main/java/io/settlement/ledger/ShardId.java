package io.settlement.ledger;

/** One database of the account ledger, numbered from 0. */
public record ShardId(int number) implements Comparable<ShardId> {

    public static final int MAX_SHARDS = Slot.COUNT - Slot.FIRST_PINNED;

    public ShardId {
        if (number < 0 || number >= MAX_SHARDS) {
            throw new IllegalArgumentException("shard " + number + " is outside 0.." + (MAX_SHARDS - 1));
        }
    }

    /** The slot of the rows that belong to the shard itself: internal accounts, batches, fences, parking, head. */
    public Slot pinnedSlot() {
        return new Slot(Slot.FIRST_PINNED + number);
    }

    /** The name under which ShardingSphere knows this shard's database. */
    public String dataSourceName() {
        return "shard_" + number;
    }

    @Override
    public int compareTo(ShardId other) {
        return Integer.compare(number, other.number);
    }

    @Override
    public String toString() {
        return "shard " + number;
    }
}

package io.settlement.ledger;

/** Names a batch, and the database transaction that debits it. Its slot is the pinned slot of the payers' shard. */
public record BatchId(long value) implements Comparable<BatchId> {

    public BatchId {
        Ids.requirePositive("batch id", value);
    }

    /** @throws IllegalArgumentException unless the text is a positive decimal number of at most 63 bits */
    public static BatchId parse(String text) {
        return new BatchId(Ids.parse("batch id", text));
    }

    public Slot slot() {
        return Slot.of(value);
    }

    @Override
    public int compareTo(BatchId other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}

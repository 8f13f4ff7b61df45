package io.settlement.ledger;

/** Names a transfer for ever. 63 bits, sortable by time; its slot is the slot of the account that holds the key. */
public record TransferId(long value) implements Comparable<TransferId> {

    public TransferId {
        Ids.requirePositive("transfer id", value);
    }

    /** @throws IllegalArgumentException unless the text is a positive decimal number of at most 63 bits */
    public static TransferId parse(String text) {
        return new TransferId(Ids.parse("transfer id", text));
    }

    public Slot slot() {
        return Slot.of(value);
    }

    @Override
    public int compareTo(TransferId other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}

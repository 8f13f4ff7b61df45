package io.settlement.ledger;

/**
 * One of the 1024 fixed parts of the id space: the low ten bits of every id. Customers live in slots 0 to 991; each
 * shard owns one pinned slot above, which never moves and holds what belongs to the shard itself.
 */
public record Slot(int number) {

    public static final int COUNT = 1024;
    public static final int FIRST_PINNED = 992;

    public Slot {
        if (number < 0 || number >= COUNT) {
            throw new IllegalArgumentException("slot " + number + " is outside 0.." + (COUNT - 1));
        }
    }

    /** The slot that an account, transfer or batch id carries. */
    public static Slot of(long id) {
        return new Slot((int) (id & (COUNT - 1)));
    }

    /** True where customers' accounts live; ids of other slots are never accepted at a door. */
    public boolean isCustomers() {
        return number < FIRST_PINNED;
    }
}

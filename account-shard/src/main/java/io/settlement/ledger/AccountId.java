package io.settlement.ledger;

/** Names an account for ever. 63 bits, positive; the low ten bits are the account's {@link Slot}. */
public record AccountId(long value) implements Comparable<AccountId> {

    public AccountId {
        Ids.requirePositive("account id", value);
    }

    /** @throws IllegalArgumentException unless the text is a positive decimal number of at most 63 bits */
    public static AccountId parse(String text) {
        return new AccountId(Ids.parse("account id", text));
    }

    public Slot slot() {
        return Slot.of(value);
    }

    @Override
    public int compareTo(AccountId other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}

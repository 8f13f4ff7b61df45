package io.settlement.ledger;

import java.util.regex.Pattern;

/**
 * The owner's own number for an account: 1 to 64 visible ASCII characters, case kept. A label, not an identity: nothing
 * keeps an owner from two accounts of one number, since they may live on two shards.
 */
public record ExternalNumber(String value) {

    private static final Pattern VISIBLE_ASCII = Pattern.compile("[!-~]{1,64}");

    public ExternalNumber {
        if (value == null || !VISIBLE_ASCII.matcher(value).matches()) {
            throw new IllegalArgumentException("external number must be 1 to 64 visible ASCII characters");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}

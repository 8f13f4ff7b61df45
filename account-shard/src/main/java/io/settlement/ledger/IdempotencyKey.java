package io.settlement.ledger;

import java.util.regex.Pattern;

/** The caller's name for one instruction, unique per key account: 1 to 64 visible ASCII characters, case kept. */
public record IdempotencyKey(String value) {

    private static final Pattern VISIBLE_ASCII = Pattern.compile("[!-~]{1,64}");

    public IdempotencyKey {
        if (value == null || !VISIBLE_ASCII.matcher(value).matches()) {
            throw new IllegalArgumentException("idempotency key must be 1 to 64 visible ASCII characters");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}

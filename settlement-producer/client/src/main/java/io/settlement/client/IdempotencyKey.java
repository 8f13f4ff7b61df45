package io.settlement.client;

import java.util.UUID;
import java.util.regex.Pattern;

/**
 * What makes an instruction one instruction however often it is sent. It is part of every request that may move money, and
 * so it is there before anything is sent: whoever stores the request first can repeat it after a crash.
 *
 * @param value 1 to 64 visible ASCII characters
 */
public record IdempotencyKey(String value) {

    private static final Pattern FORM = Pattern.compile("[!-~]{1,64}");

    public IdempotencyKey {
        if (value == null || !FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("an idempotency key has 1 to 64 visible ASCII characters");
        }
    }

    public static IdempotencyKey of(String value) {
        return new IdempotencyKey(value);
    }

    /** One that nobody has used. */
    public static IdempotencyKey random() {
        return new IdempotencyKey(UUID.randomUUID().toString());
    }

    @Override
    public String toString() {
        return value;
    }
}

package io.settlement.client;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Objects;

/**
 * What an account held at an instant.
 *
 * @param sequence the last line that counts
 */
public record Balance(String accountId, String currency, BigDecimal balance, long sequence, Instant at) {

    public Balance {
        Objects.requireNonNull(balance, "balance");
    }
}

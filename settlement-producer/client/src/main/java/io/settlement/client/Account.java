package io.settlement.client;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/**
 * An account as it was when it was asked for.
 *
 * @param type SA, or SP, which may have a credit limit
 * @param available what a debit may take at most
 * @param statusReason why it was frozen, or unfrozen, last
 */
public record Account(
        String accountId,
        String owner,
        Optional<String> externalNumber,
        String type,
        String currency,
        AccountStatus status,
        Optional<String> statusReason,
        BigDecimal balance,
        BigDecimal held,
        BigDecimal creditLimit,
        BigDecimal available,
        Instant openedAt) {

    /** Another answer than a producer's has other fields, and must not pass for an account. */
    public Account {
        requireNonNull(accountId, "accountId");
        requireNonNull(status, "status");
        requireNonNull(balance, "balance");
    }
}

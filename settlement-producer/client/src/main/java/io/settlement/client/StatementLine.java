package io.settlement.client;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * One line of an account.
 *
 * @param sequence numbers the account's lines from 1 without a gap
 * @param amount signed, credits positive
 */
public record StatementLine(
        long sequence, String kind, BigDecimal amount, BigDecimal balanceAfter, String transferId, Instant at) {}

package io.settlement.ledger;

import io.settlement.money.Money;
import java.time.Instant;

/**
 * One line of an account's statement.
 *
 * @param sequence numbers the account's lines from 1 without a gap
 * @param amount signed, credits positive
 * @param recordedAt when its journal entry was written, UTC
 */
public record StatementLine(
        long sequence, String kind, Money amount, Money balanceAfter, TransferId transferId, Instant recordedAt) {}

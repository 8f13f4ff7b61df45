package io.settlement.reconciliation;

import io.settlement.ledger.ShardId;
import java.util.Objects;
import java.util.Optional;

/**
 * One mismatch, named so that somebody can go and look.
 *
 * @param shard where the offending row stands; empty for what only all shards together show
 * @param currency as the row tells it, so that even a code that is none can be shown; {@link #NO_CURRENCY} if it has none
 * @param subject the account, transfer, txn, batch or entry, such as {@code "transfer 4711"}
 * @param expected what the rest of the books says it must be, amounts in minor units
 * @param found what stands there
 */
public record Break(
        BreakKind kind, Optional<ShardId> shard, String currency, String subject, String expected, String found) {

    public static final String NO_CURRENCY = "-";

    public Break {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(shard, "shard");
        Objects.requireNonNull(currency, "currency");
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(expected, "expected");
        Objects.requireNonNull(found, "found");
    }

    static Break on(ShardId shard, BreakKind kind, String currency, String subject, Object expected, Object found) {
        return new Break(kind, Optional.of(shard), currency, subject, String.valueOf(expected), String.valueOf(found));
    }

    /** One line for a log or a terminal: {@code BREAK LEG_MISSING shard=0 currency=CNY subject="transfer 4711" ...}. */
    public String line() {
        return "BREAK " + kind
                + " shard=" + shard.map(id -> Integer.toString(id.number())).orElse("all")
                + " currency=" + currency
                + " subject=\"" + subject + "\" expected=\"" + expected + "\" found=\"" + found + "\"";
    }
}

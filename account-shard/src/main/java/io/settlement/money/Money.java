package io.settlement.money;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * An amount in minor units (cents for CNY, yen for JPY) with its currency. Signed, exact, immutable: arithmetic that
 * would overflow or mix currencies throws instead of answering.
 */
public record Money(long minorUnits, CurrencyCode currency) {

    /** The largest amount of one transfer: 10^15 minor units. */
    public static final long MAX_ITEM = 1_000_000_000_000_000L;

    /** The largest balance, either sign. A reversal on top of it still fits into a long. */
    public static final long MAX_BALANCE = 4_000_000_000_000_000_000L;

    private static final Pattern PLAIN_DECIMAL = Pattern.compile("[0-9]{1,16}(\\.[0-9]{1,4})?");

    public Money {
        Objects.requireNonNull(currency, "currency");
    }

    public static Money ofMinor(long minorUnits, CurrencyCode currency) {
        return new Money(minorUnits, currency);
    }

    /**
     * Reads the amount of one transfer from a plain decimal string such as {@code "245.20"}.
     *
     * @throws InvalidMoney for anything but digits with an optional fraction, for more decimals than the currency has,
     *     for zero, and for more than {@link #MAX_ITEM}
     */
    public static Money parse(String text, CurrencyCode currency) {
        var minor = exactMinorUnits("amount", text, currency);
        if (minor.signum() == 0) {
            throw new InvalidMoney("amount must be greater than zero");
        }
        if (minor.compareTo(BigInteger.valueOf(MAX_ITEM)) > 0) {
            throw new InvalidMoney("amount is above the limit of one transfer, 10^15 minor units");
        }
        return new Money(minor.longValueExact(), currency);
    }

    /**
     * Reads a limit from a plain decimal string: like an amount, but zero is one, and {@link #MAX_BALANCE} the most.
     *
     * @throws InvalidMoney for anything else
     */
    public static Money parseLimit(String text, CurrencyCode currency) {
        var minor = exactMinorUnits("limit", text, currency);
        if (minor.compareTo(BigInteger.valueOf(MAX_BALANCE)) > 0) {
            throw new InvalidMoney("limit is above 4*10^18 minor units");
        }
        return new Money(minor.longValueExact(), currency);
    }

    private static BigInteger exactMinorUnits(String what, String text, CurrencyCode currency) {
        if (text == null || !PLAIN_DECIMAL.matcher(text).matches()) {
            throw new InvalidMoney(what + " must be a plain decimal string such as \"12.50\"");
        }
        var decimal = new BigDecimal(text);
        if (decimal.scale() > currency.scale()) {
            throw new InvalidMoney(what + " has more than the " + currency.scale() + " decimals of " + currency);
        }
        return decimal.movePointRight(currency.scale()).toBigIntegerExact();
    }

    public Money plus(Money other) {
        requireSameCurrency(other);
        return new Money(Math.addExact(minorUnits, other.minorUnits), currency);
    }

    public Money negated() {
        return new Money(Math.negateExact(minorUnits), currency);
    }

    /** The amount as a decimal string with exactly the currency's decimals, {@code "-0.05"}. */
    public String toDecimal() {
        return BigDecimal.valueOf(minorUnits, currency.scale()).toPlainString();
    }

    @Override
    public String toString() {
        return toDecimal() + " " + currency;
    }

    private void requireSameCurrency(Money other) {
        if (!currency.equals(other.currency)) {
            throw new InvalidMoney("cannot add " + other.currency + " to " + currency);
        }
    }
}

package io.settlement.money;

import java.util.Currency;
import java.util.Locale;
import java.util.Objects;

/** An ISO 4217 currency by its three-letter code. Only currencies that have a minor unit or none are money here. */
public record CurrencyCode(String code) {

    public CurrencyCode {
        Objects.requireNonNull(code, "code");
        if (!code.equals(code.toUpperCase(Locale.ROOT)) || fractionDigits(code) < 0) {
            throw new InvalidMoney("currency '" + printable(code) + "' is not an ISO 4217 currency code such as CNY");
        }
    }

    public static CurrencyCode of(String code) {
        return new CurrencyCode(code);
    }

    /** How many decimals the currency has: 2 for CNY, 0 for JPY, 3 for KWD. */
    public int scale() {
        return fractionDigits(code);
    }

    @Override
    public String toString() {
        return code;
    }

    private static int fractionDigits(String code) {
        try {
            return Currency.getInstance(code).getDefaultFractionDigits();
        } catch (IllegalArgumentException unknown) {
            return -1;
        }
    }

    private static String printable(String code) {
        return code.length() > 8 ? code.substring(0, 8) + "..." : code;
    }
}

package io.settlement.drill.load;

import java.math.BigDecimal;

/** Decimal strings of the one currency that a drill uses, and its minor units. */
final class Amounts {

    static final String CURRENCY = "CNY";
    private static final int DECIMALS = 2;

    private Amounts() {}

    static String decimal(long minorUnits) {
        return BigDecimal.valueOf(minorUnits, DECIMALS).toPlainString();
    }

    static long minorUnits(String decimal) {
        return new BigDecimal(decimal).movePointRight(DECIMALS).longValueExact();
    }
}

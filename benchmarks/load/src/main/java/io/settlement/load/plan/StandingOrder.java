package io.settlement.load.plan;

import io.settlement.money.CurrencyCode;
import io.settlement.money.Money;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * One line of a standing-orders file: the payer pays the amount to an account at another bank.
 *
 * @param payer the payer's number at the bank that wrote the file
 * @param kind what it is for (HH household, LO loan, IN insurance, LE leasing), empty where the file has blanks
 */
record StandingOrder(String id, String payer, String bank, String payee, Money amount, String kind) {

    static final CurrencyCode CURRENCY = CurrencyCode.of("CZK");
    static final String HEADER = "order_id\taccount_id\tbank_to\taccount_to\tamount\tkind";

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");
    private static final Pattern BANK = Pattern.compile("[A-Z]{2}");
    private static final Pattern AMOUNT = Pattern.compile("[0-9]{0,16}\\.[0-9]{2}");
    private static final int COLUMNS = 6;

    StandingOrder {
        Objects.requireNonNull(amount, "amount");
    }

    /** @throws IllegalArgumentException saying which column is wrong, without the line's number */
    static StandingOrder parse(String line) {
        var columns = line.split("\t", -1);
        if (columns.length != COLUMNS) {
            throw new IllegalArgumentException(
                    "it has " + columns.length + " tab-separated columns instead of " + COLUMNS);
        }
        return new StandingOrder(
                matching(NUMBER, "order_id", columns[0], "a number"),
                matching(NUMBER, "account_id", columns[1], "a number"),
                matching(BANK, "bank_to", columns[2], "two capital letters"),
                matching(NUMBER, "account_to", columns[3], "a number"),
                amount(columns[4]),
                kind(columns[5]));
    }

    /** Files write {@code .80} for {@code 0.80}; the door would refuse that, so it is mended here. */
    private static Money amount(String text) {
        matching(AMOUNT, "amount", text, "an amount with two decimals");
        return Money.parse(text.startsWith(".") ? "0" + text : text, CURRENCY);
    }

    private static String kind(String text) {
        if (text.length() > 2) {
            throw new IllegalArgumentException("kind '" + shortened(text) + "' is longer than two letters");
        }
        return text.strip();
    }

    private static String matching(Pattern pattern, String column, String text, String what) {
        if (!pattern.matcher(text).matches()) {
            throw new IllegalArgumentException(column + " '" + shortened(text) + "' is not " + what);
        }
        return text;
    }

    private static String shortened(String text) {
        var visible = text.replaceAll("[^ -~]", "?");
        return visible.length() > 30 ? visible.substring(0, 30) + "..." : visible;
    }
}

package io.settlement.cli.input;

import java.math.BigDecimal;
import java.util.regex.Pattern;

/** Money as people write it: a plain decimal, the point before the cents. */
public final class Amounts {

    private static final Pattern PLAIN = Pattern.compile("\\d{1,19}(\\.\\d{1,4})?");

    private Amounts() {}

    public static BigDecimal parse(String name, String text) {
        if (!PLAIN.matcher(text).matches()) {
            throw new Refused(name + " '" + text + "' is no amount; write it plainly, like 12.30.");
        }
        return new BigDecimal(text);
    }
}

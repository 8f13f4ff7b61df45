package io.settlement.localstack.control;

import java.util.regex.Pattern;

/** The weight that a producer is to have, as it is typed: {@code 127.0.0.1:8080=95}. */
record WantedWeight(String producer, double weight) {

    /** Nacos takes no more. */
    private static final double MOST = 10_000;

    private static final Pattern TEXT = Pattern.compile("(\\S+:\\d{1,5})=(\\d{1,5}(?:\\.\\d{1,3})?)");

    static WantedWeight parse(String text) {
        var found = TEXT.matcher(text);
        if (!found.matches() || Double.parseDouble(found.group(2)) > MOST) {
            throw new Refused("'" + text + "' is no HOST:PORT=WEIGHT with a weight from 0 to 10000, such as"
                    + " 127.0.0.1:8080=95; nothing was changed.");
        }
        return new WantedWeight(found.group(1), Double.parseDouble(found.group(2)));
    }
}

package io.settlement.nacosconfig;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/** Which key somebody may have meant. */
final class Nearest {

    private static final int FEW = 3;

    private Nearest() {}

    /** Empty where nothing is near. */
    static String hint(String name, Collection<String> keys) {
        return keys.stream()
                .min(Comparator.comparingInt(key -> distance(plain(name), plain(key))))
                .filter(key -> distance(plain(name), plain(key)) <= FEW)
                .map(key -> "; did you mean " + key + "?")
                .orElse("; nacos-config/README.md lists them");
    }

    private static String plain(String key) {
        return key.toLowerCase(Locale.ROOT).replaceAll("[-_]", "");
    }

    /** Letters to add, to leave out or to change. */
    private static int distance(String from, String to) {
        var row = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int changed = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[to.length()];
    }
}

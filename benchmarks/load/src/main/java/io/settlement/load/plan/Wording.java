package io.settlement.load.plan;

import java.util.Locale;

/** Formats text the same on every machine: a script reads some of it, and keys must be ASCII whatever the locale. */
public final class Wording {

    private Wording() {}

    public static String of(String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }
}

package io.settlement.ledger;

/** How ids are read from text: decimal digits only, so that no two texts name the same id. */
final class Ids {

    private static final int LONGEST = 19;

    private Ids() {}

    static void requirePositive(String what, long value) {
        if (value <= 0) {
            throw new IllegalArgumentException(what + " must be a positive number");
        }
    }

    /** False where a surrogate stands alone: a database would store something else, and the replay would differ. */
    static boolean isWellFormed(String text) {
        return text.codePoints().noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }

    static long parse(String what, String text) {
        boolean digits = text != null && !text.isEmpty() && text.length() <= LONGEST && text.charAt(0) != '0';
        if (!digits || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new IllegalArgumentException(what + " must be a decimal number without sign or leading zero");
        }
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException tooLarge) {
            throw new IllegalArgumentException(what + " must fit into 63 bits", tooLarge);
        }
    }
}

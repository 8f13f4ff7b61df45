package io.settlement.ledger;

/** Why an account was frozen or unfrozen, in the words of whoever did it: 1 to 140 characters, not all blank. */
public record StatusReason(String text) {

    public static final int LONGEST = 140;

    public StatusReason {
        if (text == null || text.isBlank() || text.codePointCount(0, text.length()) > LONGEST) {
            throw new IllegalArgumentException("reason must be 1 to " + LONGEST + " characters");
        }
        if (!Ids.isWellFormed(text)) {
            throw new IllegalArgumentException("reason is not well-formed text");
        }
    }

    @Override
    public String toString() {
        return text;
    }
}

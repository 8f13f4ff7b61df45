package io.settlement.live;

import java.util.Optional;
import java.util.regex.Pattern;

/** A switch of a document: set with a reason, and lifted by saying so, never by leaving it out. */
public final class ReasonedSwitch {

    /** Others read it: one line of what may stand in any answer. */
    private static final Pattern REASON = Pattern.compile("[^\\p{Cntrl}\"\\\\]{1,200}");

    private ReasonedSwitch() {}

    /**
     * Why it is set; empty where it is not.
     *
     * @param name what it is called in the document
     * @param set null where the document does not say it
     * @param reason null where the document gives none
     * @throws IllegalArgumentException with one line that says what is wrong
     */
    public static Optional<String> read(String name, Boolean set, String reason) {
        require(set != null, name + " is missing; it is true or false, so that nothing is lifted by leaving it out");
        require(set == (reason != null), "reason goes with " + name + " true, and with it alone");
        require(
                reason == null || REASON.matcher(reason).matches(),
                "reason is one line of 1 to 200 characters without quotes");
        return Optional.ofNullable(reason);
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}

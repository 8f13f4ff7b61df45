package io.settlement.drill.history;

/** How much is known after a try. */
public enum Outcome {
    /** The answer says what stands. */
    OK,
    /** The answer says that this try did nothing and will do nothing. */
    FAIL,
    /** No answer, or one that promises nothing. */
    UNKNOWN
}

package io.settlement.drill.check;

/** What kind of promise was broken, and under which word of the verdict it is counted. */
public enum FindingKind {
    /** The proof of the books found a break in a snapshot. */
    PROOF_BROKEN(Tally.PROOF),
    /** A balance is not what its account's lines come to. */
    BALANCE_OFF(Tally.PROOF),
    /** An account's lines have a gap, or a balance that does not follow from the line before. */
    LINES_BROKEN(Tally.PROOF),
    /** A customer is, or was, below the limit. */
    BEYOND_LIMIT(Tally.PROOF),
    /** What a transfer's state says it has done to an account was not done. */
    POSTING_MISSING(Tally.PROOF),
    /** Money moved on another account, in another amount or against another decision than the transfer's. */
    MISPOSTED(Tally.PROOF),
    /** A transfer or a line that nobody asked for. */
    UNASKED(Tally.PROOF),
    /** Accepted, and no such transfer stands. */
    LOST(Tally.LOST),
    /** Debited and neither settled nor reversed when everything had come to rest. */
    STRANDED(Tally.STRANDED),
    /** Two debits, two credits, a credit and a reversal, or two transfers for one key. */
    DOUBLED(Tally.DOUBLED),
    /** Rejected, and money moved all the same. */
    REFUSED_YET_MOVED(Tally.DOUBLED),
    /** A definite answer that does not agree with what stands, or with another answer. */
    ANSWER_UNTRUE(Tally.UNTRUE),
    /** A statement page with a gap, or with a balance that does not follow. */
    STATEMENT_BROKEN(Tally.UNTRUE),
    /** A read that shows less than what was known before it was asked. */
    READ_WENT_BACK(Tally.UNTRUE),
    /** A line of which no event told. */
    EVENT_MISSING(Tally.UNTRUE),
    /** An event that had not been seen came after a later one of its account. */
    EVENT_OUT_OF_ORDER(Tally.UNTRUE);

    /** The words of the verdict. */
    public enum Tally {
        LOST,
        DOUBLED,
        STRANDED,
        UNTRUE,
        PROOF
    }

    private final Tally tally;

    FindingKind(Tally tally) {
        this.tally = tally;
    }

    public Tally tally() {
        return tally;
    }
}

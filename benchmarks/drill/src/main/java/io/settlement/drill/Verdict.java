package io.settlement.drill;

import io.settlement.drill.check.Checker.Judgement;
import io.settlement.drill.check.FindingKind.Tally;

/**
 * The last line of a drill.
 *
 * @param faults strikes that count
 * @param complete whether every fault that was asked for has struck, or cannot be struck here
 */
record Verdict(long seed, int faults, boolean complete, Judgement judgement) {

    /** Where nothing was struck, accepted or read, nothing is proved. */
    boolean isOk() {
        return complete
                && faults > 0
                && judgement.accepted() > 0
                && judgement.reads() > 0
                && judgement.findings().isEmpty();
    }

    String line() {
        return "VERDICT %s seed=%d faults=%d accepted=%d unknown=%d reads=%d lost=%d doubled=%d stranded=%d untrue=%d proof=%d"
                .formatted(
                        isOk() ? "ok" : "failed",
                        seed,
                        faults,
                        judgement.accepted(),
                        judgement.unknown(),
                        judgement.reads(),
                        count(Tally.LOST),
                        count(Tally.DOUBLED),
                        count(Tally.STRANDED),
                        count(Tally.UNTRUE),
                        count(Tally.PROOF));
    }

    private int count(Tally tally) {
        return judgement.findings().count(tally);
    }
}

package io.settlement.producer.batching;

import io.settlement.ledger.DebitOutcome;
import io.settlement.ledger.TransferStatus;
import java.util.Locale;

/** An outcome as a label: few words, whatever the instruction. */
final class OutcomeWord {

    private OutcomeWord() {}

    static String of(DebitOutcome outcome) {
        if (outcome instanceof DebitOutcome.Stored stored) {
            return stored.replayed()
                    ? "replayed"
                    : stored.transfer().status().name().toLowerCase(Locale.ROOT);
        }
        if (outcome instanceof DebitOutcome.Forbidden) {
            return "forbidden";
        }
        return outcome instanceof DebitOutcome.KeyConflict ? "conflict" : "not_stored";
    }

    /** Rejected by this debit; a rejection that is only told again is a replay. */
    static boolean isRejected(DebitOutcome outcome) {
        return outcome instanceof DebitOutcome.Stored stored
                && !stored.replayed()
                && stored.transfer().status() == TransferStatus.REJECTED;
    }
}

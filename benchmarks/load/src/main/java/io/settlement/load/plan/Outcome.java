package io.settlement.load.plan;

import io.settlement.ledger.RejectionReason;
import io.settlement.ledger.TransferStatus;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;

/** How a transfer ends, or where it was found: its status, and the reason that REVERSED and REJECTED carry. */
public record Outcome(TransferStatus status, Optional<RejectionReason> reason) implements Comparable<Outcome> {

    public static final Outcome SETTLED = new Outcome(TransferStatus.SETTLED, Optional.empty());
    public static final Outcome DEBITED = new Outcome(TransferStatus.DEBITED, Optional.empty());

    /** The order in which a reader wants them: what went well, what came back, what was refused. */
    private static final Comparator<Outcome> ORDER = Comparator.comparing(Outcome::status)
            .thenComparing(outcome -> outcome.reason().map(Enum::ordinal).orElse(-1));

    public Outcome {
        Objects.requireNonNull(status, "status");
        boolean refused = status == TransferStatus.REVERSED || status == TransferStatus.REJECTED;
        if (refused != reason.isPresent()) {
            throw new IllegalArgumentException(
                    "a reason goes with REVERSED and REJECTED only, not " + status + " " + reason);
        }
    }

    public static Outcome reversed(RejectionReason reason) {
        return new Outcome(TransferStatus.REVERSED, Optional.of(reason));
    }

    public static Outcome rejected(RejectionReason reason) {
        return new Outcome(TransferStatus.REJECTED, Optional.of(reason));
    }

    /** True where the payer's shard takes the money first; the door then answers 202, otherwise 422. */
    public boolean isAccepted() {
        return status != TransferStatus.REJECTED;
    }

    @Override
    public int compareTo(Outcome other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return reason.map(why -> status + " " + why).orElse(status.toString());
    }
}

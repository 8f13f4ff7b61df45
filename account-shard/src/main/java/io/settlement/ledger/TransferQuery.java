package io.settlement.ledger;

import java.time.Instant;
import java.util.Optional;

/**
 * Which transfers of one account are asked for.
 *
 * @param reference the whole text, compared exactly
 * @param since the first instant included
 * @param until the first instant not included any more
 */
public record TransferQuery(
        AccountId account,
        Direction direction,
        Optional<TransferStatus> status,
        Optional<String> reference,
        Optional<Instant> since,
        Optional<Instant> until) {

    /** From which side the account is looked at. */
    public enum Direction {
        /** What stands under the account's own keys: what it pays, and its deposits. By the time of acceptance. */
        OUTGOING,
        /** What other accounts' transfers have credited it. By the time of the credit. */
        INCOMING
    }

    /** True where a page may have to pass over rows to find what is asked for. OUTGOING is in the order of its time. */
    public boolean passesOverRows() {
        boolean timed = since.isPresent() || until.isPresent();
        return status.isPresent() || reference.isPresent() || direction == Direction.INCOMING && timed;
    }

    /** Whether a transfer has the status and the reference that are asked for. */
    public boolean matches(Transfer transfer) {
        return status.map(transfer.status()::equals).orElse(true)
                && reference.map(transfer.instruction().reference()::equals).orElse(true);
    }

    /** Whether something that happened then lies within the time that is asked for. */
    public boolean covers(Instant at) {
        return since.map(first -> !at.isBefore(first)).orElse(true)
                && until.map(at::isBefore).orElse(true);
    }
}

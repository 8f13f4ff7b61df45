package io.settlement.client;

import java.time.Instant;
import java.util.Optional;

/**
 * Which transfers of an account, newest first.
 *
 * @param since included
 * @param until not included
 */
public record TransferQuery(
        String accountId,
        Direction direction,
        Optional<TransferStatus> status,
        Optional<String> reference,
        Optional<Instant> since,
        Optional<Instant> until) {

    /** Whose side the account is on. */
    public enum Direction {
        /** What stands under the account's own keys: what it pays, and its deposits. */
        OUTGOING,
        /** What transfers of others have credited it. */
        INCOMING
    }

    public static TransferQuery of(String accountId) {
        return new TransferQuery(
                accountId, Direction.OUTGOING, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    public TransferQuery incoming() {
        return new TransferQuery(accountId, Direction.INCOMING, status, reference, since, until);
    }

    public TransferQuery withStatus(TransferStatus wanted) {
        return new TransferQuery(accountId, direction, Optional.of(wanted), reference, since, until);
    }

    public TransferQuery withReference(String wanted) {
        return new TransferQuery(accountId, direction, status, Optional.of(wanted), since, until);
    }

    public TransferQuery since(Instant first) {
        return new TransferQuery(accountId, direction, status, reference, Optional.of(first), until);
    }

    public TransferQuery until(Instant end) {
        return new TransferQuery(accountId, direction, status, reference, since, Optional.of(end));
    }
}

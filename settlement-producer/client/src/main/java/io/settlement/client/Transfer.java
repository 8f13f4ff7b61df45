package io.settlement.client;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * A transfer, deposit or withdrawal as it was when it was asked for.
 *
 * @param reason why it was rejected or reversed
 * @param kind told by looks and lists only
 * @param idempotencyKey told by looks, and by lists of the payer's
 * @param steps what happened to it, in the order of cause and effect; told by looks only
 * @param unreadShard the payee's shard, where it could not be asked for its step
 */
public record Transfer(
        String transferId,
        String sourceAccountId,
        String destinationAccountId,
        BigDecimal amount,
        String currency,
        String reference,
        TransferStatus status,
        Optional<String> reason,
        Optional<String> kind,
        Optional<String> idempotencyKey,
        List<TransferStep> steps,
        Optional<Integer> unreadShard) {

    /** Another answer than a producer's has other fields, and must not pass for a transfer. */
    public Transfer {
        requireNonNull(transferId, "transferId");
        requireNonNull(status, "status");
        requireNonNull(amount, "amount");
        steps = steps == null ? List.of() : List.copyOf(steps);
    }
}

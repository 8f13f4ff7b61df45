package io.settlement.ledger;

import java.util.List;
import java.util.Optional;

/**
 * A transfer and what has happened to it so far.
 *
 * @param steps in the order of cause and effect
 * @param unread the payee's shard, where it could not be asked: its decision is then not among the steps
 */
public record TransferHistory(Transfer transfer, List<TransferStep> steps, Optional<ShardId> unread) {

    public TransferHistory {
        steps = List.copyOf(steps);
    }
}

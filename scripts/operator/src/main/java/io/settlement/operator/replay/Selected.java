package io.settlement.operator.replay;

import io.settlement.ledger.BatchId;
import io.settlement.ledger.TransferId;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a run is about: each transfer once, in the order of its selection.
 *
 * @param batches for a transfer that a message named, the batch which the message claims for it
 */
public record Selected(Map<TransferId, Optional<BatchId>> batches) {

    public Selected {
        batches = Collections.unmodifiableMap(new LinkedHashMap<>(batches));
    }

    public static Selected of(Collection<TransferId> ids) {
        Map<TransferId, Optional<BatchId>> batches = new LinkedHashMap<>();
        ids.forEach(id -> batches.put(id, Optional.empty()));
        return new Selected(batches);
    }

    public Collection<TransferId> ids() {
        return batches.keySet();
    }

    Optional<BatchId> batchOf(TransferId id) {
        return batches.get(id);
    }
}

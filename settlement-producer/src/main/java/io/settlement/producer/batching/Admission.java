package io.settlement.producer.batching;

import io.settlement.ledger.ShardId;
import io.settlement.ledger.TransferInstruction;
import java.util.List;
import java.util.Optional;

/** Lets instructions into the queue of a shard, or not. The boundary to Sentinel, which this package does not know. */
public interface Admission {

    /** Keeps nothing out. */
    Admission UNLIMITED = (shard, instructions) -> Entrance.OPEN;

    /** Asks for the instructions of a request that are of this shard, once and before any of them is queued. */
    Entrance ask(ShardId shard, List<TransferInstruction> instructions);

    /** What came of it. To be ended once. */
    interface Entrance {

        Entrance OPEN = new Entrance() {
            @Override
            public Optional<LimitingRule> keepsOut(int index) {
                return Optional.empty();
            }

            @Override
            public void end(boolean troubled) {}
        };

        /** The rule for which the instruction at this index does not come in, which is not taken then. */
        Optional<LimitingRule> keepsOut(int index);

        /**
         * All that came in have their answers.
         *
         * @param troubled whether one of them got none that is the ledger's
         */
        void end(boolean troubled);
    }
}

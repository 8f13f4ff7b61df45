package io.settlement.producer.admission;

import com.alibaba.csp.sentinel.EntryType;
import com.alibaba.csp.sentinel.SphU;
import com.alibaba.csp.sentinel.slots.block.BlockException;
import io.settlement.ledger.ShardId;
import io.settlement.producer.batching.Admission;

/** Counts instructions against the rules for their shard's debits, {@code debit shard-0} and so on. */
final class DebitAdmission implements Admission {

    @Override
    public String rule(ShardId shard) {
        return "debit shard-" + shard.number();
    }

    /** Asks for all of them at once, then for ever smaller parts: one question where there is no shortage. */
    @Override
    public int admits(ShardId shard, int instructions) {
        int admitted = 0;
        int part = instructions;
        while (part > 0) {
            if (passes(rule(shard), part)) {
                admitted += part;
                part = Math.min(part, instructions - admitted);
            } else {
                part /= 2;
            }
        }
        return admitted;
    }

    private static boolean passes(String resource, int instructions) {
        try {
            SphU.entry(resource, EntryType.IN, instructions).exit(instructions);
            return true;
        } catch (BlockException full) {
            return false;
        }
    }
}

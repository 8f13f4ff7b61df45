package io.settlement.reconciliation;

import io.settlement.ledger.ShardId;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * Collects what a run finds: each break once, a bounded number of each kind, and the shards that failed on the way. Shards
 * may be read by several threads at once; breaks are added by one.
 */
final class Findings {

    static final int MOST_OF_A_KIND = 1_000;

    private final Set<Break> breaks = new LinkedHashSet<>();
    private final Map<KindOnShard, Integer> counts = new HashMap<>();
    private final Map<ShardId, UnreadShard> unread = new ConcurrentSkipListMap<>();
    private boolean leftOut;

    void add(Break found) {
        if (breaks.contains(found)) {
            return;
        }
        if (counts.merge(new KindOnShard(found.kind(), found.shard()), 1, Integer::sum) > MOST_OF_A_KIND) {
            leftOut = true;
            return;
        }
        breaks.add(found);
    }

    /** Does a read on one shard; if it fails, the shard is unread from here on. */
    void reading(ShardId shard, Read read) {
        if (unread.containsKey(shard)) {
            return;
        }
        try {
            read.run();
        } catch (SQLException failed) {
            failed(shard, failed);
        }
    }

    /** From now on the shard is unread; the first reason stays. */
    void failed(ShardId shard, SQLException why) {
        unread.putIfAbsent(shard, new UnreadShard(shard, String.valueOf(why.getMessage())));
    }

    /** Whether every shard answered up to now: only then does a row that was not found not exist. */
    boolean allRead() {
        return unread.isEmpty();
    }

    ReconciliationReport report(List<ShardTotals> totals, boolean quiet) {
        return new ReconciliationReport(
                totals, new ArrayList<>(breaks), leftOut, new ArrayList<>(unread.values()), quiet);
    }

    /** A read that may fail for its shard. */
    interface Read {
        void run() throws SQLException;
    }

    private record KindOnShard(BreakKind kind, Optional<ShardId> shard) {}
}

package io.settlement.producer.batching;

import io.settlement.ledger.KeyOfAccount;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The keys of one shard that this process has something under way for: queued, at the broker, in the database, or of
 * an outcome that is not known yet. Counted from before the queue, so that the order in which batches are cut does not
 * matter. Safe for any number of threads.
 *
 * <p>It stands against this: try 1 waits for a lock in its batch, its caller is told "unknown" and repeats, the broker
 * refuses the repeat's batch, no row is found, "not accepted" is said, and then try 1 commits.
 */
final class KeysUnderWay {

    private final Map<KeyOfAccount, Integer> tries = new ConcurrentHashMap<>();

    void enter(Submission submission) {
        tries.merge(submission.key(), 1, Integer::sum);
    }

    /** Called when this try can move nothing any more, or has its row. */
    void leave(Submission submission) {
        if (submission.end()) {
            tries.computeIfPresent(submission.key(), (key, count) -> count == 1 ? null : count - 1);
        }
    }

    void leave(SubmissionGroup group) {
        group.callers().forEach(this::leave);
    }

    /** True where nobody but the group, none of whose callers may have left, has a try of its key under way. */
    boolean isAlone(SubmissionGroup group) {
        return tries.getOrDefault(group.key(), 0) <= group.callers().size();
    }
}

package io.settlement.producer.batching;

import io.settlement.ledger.BatchId;
import io.settlement.ledger.FenceOutcome;
import io.settlement.ledger.KeyOfAccount;
import io.settlement.ledger.ShardId;
import io.settlement.ledger.StoredKeys;
import io.settlement.ledger.shard.BatchClash;
import io.settlement.ledger.shard.DatabaseTrouble;
import io.settlement.ledger.shard.OpenWork;
import io.settlement.ledger.shard.SourceLedger;
import io.settlement.producer.batching.Answer.NotAccepted;
import java.util.List;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out what became of a batch that did not commit normally, and answers its callers. "Not accepted" is said only
 * if the debit was never entered or the fence was written; what stays unknown is called unknown.
 */
final class Resolution {

    static final Answer NO_MESSAGE = new NotAccepted("the broker took no message");

    private static final Logger log = LoggerFactory.getLogger(Resolution.class);
    private static final int MOST_CUTS = 5;
    private static final int FENCE_TRIES = 4;

    private final ShardId shard;
    private final SourceLedger ledger;
    private final OpenWork openWork;
    private final BatchMetrics metrics;
    private final Function<List<SubmissionGroup>, DebitAttempt> tryAgain;

    /** @param tryAgain cuts groups under new ids, debits them, and answers them if that works */
    Resolution(LaneSetup setup, Function<List<SubmissionGroup>, DebitAttempt> tryAgain) {
        this.shard = setup.shard();
        this.ledger = setup.ledger().source();
        this.openWork = setup.ledger().openWork();
        this.metrics = setup.metrics();
        this.tryAgain = tryAgain;
    }

    void resolve(List<SubmissionGroup> groups, DebitAttempt attempt) {
        try {
            resolve(groups, attempt, MOST_CUTS);
        } catch (RuntimeException failed) {
            log.warn("batch {} on {} could not be resolved", attempt.batch().id(), shard, failed);
        } finally {
            groups.forEach(group -> group.complete(new Answer.Unknown()));
        }
    }

    private void resolve(List<SubmissionGroup> groups, DebitAttempt attempt, int cutsLeft) {
        if (!attempt.entered()) {
            answerStoredKeys(groups, NO_MESSAGE);
            return;
        }
        var failure = attempt.failure();
        metrics.failed(shard, failure);
        log.warn("debit of batch {} on {} failed: {}", attempt.batch().id(), shard, failure.toString());
        var fence = fence(attempt.batch().id(), groups);
        if (failure instanceof BatchClash && cutsLeft > 1) {
            // Definite by itself: the transaction ended on a row of somebody else's, so no fence is waited for.
            again(groups, cutsLeft - 1);
        } else if (fence == FenceOutcome.NEVER_DEBITED) {
            afterFence(groups, attempt.batch().id(), failure);
        } else if (fence == FenceOutcome.DEBITED) {
            answerStoredKeys(groups, new Answer.Unknown());
        }
    }

    /** Tries again while a caller waits: a COMMIT on the wire holds the fence up until the server cuts its transaction. */
    private FenceOutcome fence(BatchId batch, List<SubmissionGroup> groups) {
        var outcome = ledger.fence(batch);
        for (int tries = 1; tries < FENCE_TRIES && outcome == FenceOutcome.UNKNOWN && isWaitedFor(groups); tries++) {
            outcome = ledger.fence(batch);
        }
        return outcome;
    }

    private static boolean isWaitedFor(List<SubmissionGroup> groups) {
        return groups.stream().anyMatch(SubmissionGroup::isAnybodyWaiting);
    }

    private void again(List<SubmissionGroup> groups, int cutsLeft) {
        var attempt = tryAgain.apply(groups);
        if (attempt.outcomes().isEmpty()) {
            resolve(groups, attempt, cutsLeft);
        }
    }

    private void afterFence(List<SubmissionGroup> groups, BatchId fenced, RuntimeException failure) {
        if (!DatabaseTrouble.isPoison(failure)) {
            answerStoredKeys(groups, new NotAccepted("the shard's database did not take the batch"));
        } else if (groups.size() > 1) {
            // Never split inside one half: the parts are cut anew, each under a half of its own.
            int half = groups.size() / 2;
            again(groups.subList(0, half), MOST_CUTS);
            again(groups.subList(half, groups.size()), MOST_CUTS);
        } else {
            listBroken(groups.get(0), fenced, failure);
        }
    }

    private void listBroken(SubmissionGroup group, BatchId fenced, RuntimeException failure) {
        var why = rootMessage(failure);
        openWork.recordPoison(shard, fenced, group.instruction(), why);
        metrics.poisoned(shard);
        group.completeBroken(why).ifPresent(others -> again(List.of(others), MOST_CUTS));
    }

    /** One SELECT for the batch answers what is stored; the rest gets the other answer. */
    private void answerStoredKeys(List<SubmissionGroup> groups, Answer otherwise) {
        var waiting = groups.stream().filter(SubmissionGroup::isAnybodyWaiting).toList();
        if (waiting.isEmpty()) {
            return;
        }
        var stored = storedOrNone(waiting.stream().map(SubmissionGroup::key).toList());
        waiting.forEach(group -> group.completeFrom(stored, otherwise));
    }

    private StoredKeys storedOrNone(List<KeyOfAccount> keys) {
        try {
            return ledger.findByKeys(shard, keys);
        } catch (RuntimeException unreachable) {
            log.warn("stored keys on {} cannot be read: {}", shard, unreachable.toString());
            return StoredKeys.NONE;
        }
    }

    private static String rootMessage(Throwable failure) {
        var root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage());
    }
}

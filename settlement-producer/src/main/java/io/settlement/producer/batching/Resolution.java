package io.settlement.producer.batching;

import io.settlement.ledger.BatchId;
import io.settlement.ledger.FenceOutcome;
import io.settlement.ledger.ShardId;
import io.settlement.ledger.shard.BatchClash;
import io.settlement.ledger.shard.DatabaseTrouble;
import io.settlement.ledger.shard.OpenWork;
import io.settlement.ledger.shard.SourceLedger;
import io.settlement.producer.batching.Answer.NotAccepted;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out what became of a batch that did not commit normally, and answers its callers.
 *
 * <p>"Not accepted" speaks of the key, so three things must hold, and each was once missing: the batch's debit was never
 * entered, or its fence stands; no other try of the key was under way in this process <em>before</em> the look (what
 * ends after the question has its row seen by the look); and the look was answered and found no row. Where one does
 * not hold the answer is "unknown", which a repeat resolves.
 */
final class Resolution {

    private static final Answer NEVER_BEGUN = new NotAccepted("its debit was never begun");
    private static final Answer FENCED = new NotAccepted("the shard's database did not take the batch");
    private static final Answer UNKNOWN = new Answer.Unknown();

    private static final Logger log = LoggerFactory.getLogger(Resolution.class);
    private static final int MOST_CUTS = 5;
    private static final int FENCE_TRIES = 4;

    private final ShardId shard;
    private final SourceLedger ledger;
    private final OpenWork openWork;
    private final KeysUnderWay keys;
    private final UnresolvedBatches unresolved;
    private final BatchMetrics metrics;
    private final Function<List<SubmissionGroup>, DebitAttempt> tryAgain;

    /** @param tryAgain cuts groups under new ids, debits them, and answers them if that works */
    Resolution(LaneSetup setup, Function<List<SubmissionGroup>, DebitAttempt> tryAgain) {
        this.shard = setup.shard();
        this.ledger = setup.ledger().source();
        this.openWork = setup.ledger().openWork();
        this.keys = setup.keys();
        this.unresolved = setup.unresolved();
        this.metrics = setup.metrics();
        this.tryAgain = tryAgain;
    }

    void resolve(List<SubmissionGroup> groups, DebitAttempt attempt) {
        try {
            resolve(groups, attempt, MOST_CUTS);
        } catch (RuntimeException | Error failed) {
            metrics.unexpected(shard, failed);
            log.error("batch {} on {} could not be resolved", attempt.batch().id(), shard, failed);
        } finally {
            groups.forEach(group -> group.complete(UNKNOWN));
        }
    }

    private void resolve(List<SubmissionGroup> groups, DebitAttempt attempt, int cutsLeft) {
        if (!attempt.entered()) {
            answerStoredKeys(groups, NEVER_BEGUN);
            return;
        }
        var batch = attempt.batch().id();
        var failure = attempt.failure();
        metrics.failed(shard, failure);
        log.warn("debit of batch {} on {} failed: {}", batch, shard, failure.toString());
        var fence = fence(batch, groups);
        if (failure instanceof BatchClash && cutsLeft > 1) {
            // Definite by itself: the transaction ended on a row of somebody else's, so no fence is waited for.
            again(groups, cutsLeft - 1);
            return;
        }
        switch (fence) {
            case NEVER_DEBITED -> afterFence(groups, batch, failure);
            case DEBITED -> answerStoredKeys(groups, UNKNOWN);
            case UNKNOWN -> unresolved.add(batch, groups);
        }
    }

    /** Tries again while a caller waits: a COMMIT on the wire holds the fence up until the server cuts its transaction. */
    private FenceOutcome fence(BatchId batch, List<SubmissionGroup> groups) {
        var outcome = ledger.fence(batch);
        for (int tries = 1; tries < FENCE_TRIES && outcome == FenceOutcome.UNKNOWN && isWaitedFor(groups); tries++) {
            outcome = ledger.fence(batch);
        }
        metrics.fenced(shard, outcome);
        return outcome;
    }

    private static boolean isWaitedFor(List<SubmissionGroup> groups) {
        return groups.stream().anyMatch(SubmissionGroup::isAnybodyWaiting);
    }

    /** Under a new half; but nothing is sent for callers who were all told "unknown" meanwhile. */
    private void again(List<SubmissionGroup> groups, int cutsLeft) {
        var wanted = new ArrayList<SubmissionGroup>();
        for (var group : groups) {
            if (group.isAnybodyWaiting()) {
                wanted.add(group);
            } else {
                keys.leave(group);
            }
        }
        if (wanted.isEmpty()) {
            return;
        }
        var attempt = tryAgain.apply(wanted);
        if (attempt.outcomes().isEmpty()) {
            resolve(wanted, attempt, cutsLeft);
        }
    }

    private void afterFence(List<SubmissionGroup> groups, BatchId fenced, Throwable failure) {
        if (!DatabaseTrouble.isPoison(failure)) {
            answerStoredKeys(groups, FENCED);
        } else if (groups.size() > 1) {
            // Never split inside one half: the parts are cut anew, each under a half of its own.
            int half = groups.size() / 2;
            again(groups.subList(0, half), MOST_CUTS);
            again(groups.subList(half, groups.size()), MOST_CUTS);
        } else {
            listBroken(groups.get(0), fenced, failure);
        }
    }

    private void listBroken(SubmissionGroup group, BatchId fenced, Throwable failure) {
        try {
            openWork.recordPoison(shard, fenced, group.instruction(), rootMessage(failure));
        } catch (RuntimeException notListed) {
            keys.leave(group);
            throw notListed;
        }
        metrics.poisoned(shard);
        var others = group.completeBroken(new Answer.Broken(fenced));
        group.callers().stream().filter(caller -> caller.answer().isDone()).forEach(keys::leave);
        others.ifPresent(left -> again(List.of(left), MOST_CUTS));
    }

    /** One SELECT for the batch answers what is stored; the rest gets the other answer, where that is certain. */
    private void answerStoredKeys(List<SubmissionGroup> groups, Answer otherwise) {
        try {
            var waiting =
                    groups.stream().filter(SubmissionGroup::isAnybodyWaiting).toList();
            if (!waiting.isEmpty()) {
                // Asked before the look, never after it: a try that ends in between would be missed by both.
                var alone = waiting.stream().filter(keys::isAlone).collect(Collectors.toSet());
                var stored = ledger.findByKeys(
                        shard, waiting.stream().map(SubmissionGroup::key).toList());
                waiting.forEach(group -> group.completeFrom(stored, alone.contains(group) ? otherwise : UNKNOWN));
            }
        } catch (RuntimeException unread) {
            log.warn("stored keys on {} cannot be read: {}", shard, unread.toString());
            groups.forEach(group -> group.complete(UNKNOWN));
        } finally {
            groups.forEach(keys::leave);
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

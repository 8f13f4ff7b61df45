package io.settlement.producer.batching;

import io.settlement.ledger.ShardId;
import io.settlement.ledger.shard.SourceLedger;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;

/**
 * Takes a batch from cut to answers. A normal commit is answered at once, on the lane's thread; whatever else happens
 * is resolved beside the lane, so that the next batch need not wait for it.
 */
final class BatchRun {

    private final ShardId shard;
    private final SourceLedger ledger;
    private final BatchCutter cutter;
    private final DebitPath path;
    private final Semaphore permit;
    private final Executor beside;
    private final BatchMetrics metrics;
    private final Resolution resolution;

    BatchRun(LaneSetup setup, DebitPath path, Executor beside) {
        this.shard = setup.shard();
        this.ledger = setup.ledger().source();
        this.cutter = new BatchCutter(setup.shard(), setup.ids());
        this.path = path;
        this.permit = setup.permit();
        this.beside = beside;
        this.metrics = setup.metrics();
        this.resolution = new Resolution(setup, this::attempt);
    }

    /** How a batch reaches the ledger: announced by a half message, or directly. */
    @FunctionalInterface
    interface DebitPath {
        void take(DebitAttempt attempt);
    }

    void run(List<SubmissionGroup> groups) {
        var attempt = attempt(groups);
        if (attempt.outcomes().isEmpty()) {
            resolveBeside(groups, attempt);
        }
    }

    /** Tries to debit the groups under new ids, and answers them if that works. */
    private DebitAttempt attempt(List<SubmissionGroup> groups) {
        var attempt = new DebitAttempt(ledger, cutter.cut(groups), permit);
        path.take(attempt);
        attempt.outcomes().ifPresent(outcomes -> {
            metrics.debited(shard, outcomes);
            for (int i = 0; i < groups.size(); i++) {
                groups.get(i).completeFrom(outcomes.get(i));
            }
        });
        return attempt;
    }

    private void resolveBeside(List<SubmissionGroup> groups, DebitAttempt attempt) {
        try {
            beside.execute(() -> resolution.resolve(groups, attempt));
        } catch (RejectedExecutionException tooMany) {
            Answer answer = attempt.entered() ? new Answer.Unknown() : Resolution.NO_MESSAGE;
            groups.forEach(group -> group.complete(answer));
        }
    }
}

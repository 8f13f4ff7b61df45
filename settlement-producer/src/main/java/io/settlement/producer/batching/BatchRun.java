package io.settlement.producer.batching;

import io.settlement.ledger.ShardId;
import io.settlement.ledger.shard.SourceLedger;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a batch from cut to answers. A normal commit is answered at once, on the lane's thread; whatever else happens
 * is resolved beside the lane, so that the next batch need not wait for it.
 */
final class BatchRun {

    private static final Logger log = LoggerFactory.getLogger(BatchRun.class);

    private final ShardId shard;
    private final SourceLedger ledger;
    private final BatchCutter cutter;
    private final DebitPath path;
    private final Semaphore permit;
    private final KeysUnderWay keys;
    private final UnresolvedBatches unresolved;
    private final Executor beside;
    private final BatchMetrics metrics;
    private final Resolution resolution;

    BatchRun(LaneSetup setup, DebitPath path, Executor beside) {
        this.shard = setup.shard();
        this.ledger = setup.ledger().source();
        this.cutter = new BatchCutter(setup.shard(), setup.ids());
        this.path = path;
        this.permit = setup.permit();
        this.keys = setup.keys();
        this.unresolved = setup.unresolved();
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

    /** Tries to debit the groups under new ids, and answers them if that works. Sends nothing to a silent shard. */
    private DebitAttempt attempt(List<SubmissionGroup> groups) {
        var attempt = new DebitAttempt(ledger, cutter.cut(groups), permit);
        if (unresolved.resolve()) {
            take(attempt);
        }
        attempt.outcomes().ifPresent(outcomes -> {
            metrics.debited(shard, outcomes);
            for (int i = 0; i < groups.size(); i++) {
                groups.get(i).completeFrom(outcomes.get(i));
                keys.leave(groups.get(i));
            }
        });
        return attempt;
    }

    /** Whatever is thrown around the debit, what the attempt itself knows is the truth. */
    private void take(DebitAttempt attempt) {
        try {
            path.take(attempt);
        } catch (RuntimeException | Error unexpected) {
            metrics.unexpected(shard, unexpected);
            log.error("batch {} on {} was not announced", attempt.batch().id(), shard, unexpected);
        }
    }

    private void resolveBeside(List<SubmissionGroup> groups, DebitAttempt attempt) {
        try {
            beside.execute(new Aside(groups, () -> resolution.resolve(groups, attempt)));
        } catch (RejectedExecutionException | Error tooMany) {
            giveUp(groups, attempt);
        }
    }

    /** Nobody looks at the keys, so nothing definite can be said of them, not even where no half was stored. */
    private void giveUp(List<SubmissionGroup> groups, DebitAttempt attempt) {
        if (attempt.entered()) {
            unresolved.add(attempt.batch().id(), groups);
        } else {
            groups.forEach(keys::leave);
        }
        groups.forEach(group -> group.complete(new Answer.Unknown()));
    }

    /** What waits for a thread beside the lane; where the lane is stopped first, its callers are told so. */
    record Aside(List<SubmissionGroup> groups, Runnable work) implements Runnable {

        @Override
        public void run() {
            work.run();
        }

        void drop() {
            groups.forEach(group -> group.complete(new Answer.Unknown()));
        }
    }
}

package io.settlement.producer.batching;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bounded queue of one shard and the threads that cut batches from it. Two threads: while one batch is in the
 * database the next one is at the broker, and what arrives meanwhile becomes the one after. No error ends them: a lane
 * without threads would take instructions for ever and send none.
 */
final class DebitLane {

    private static final Logger log = LoggerFactory.getLogger(DebitLane.class);
    private static final int PIPELINED = 2;
    private static final int MOST_BESIDE = 64;

    private final String name;
    private final LaneSetup setup;
    private final BlockingQueue<Submission> queue;
    private final BatchRun batches;
    private final List<Thread> cutters = new ArrayList<>();
    private final ExecutorService beside;
    private volatile boolean closing;

    DebitLane(String name, LaneSetup setup, BatchRun.DebitPath path) {
        this.name = name;
        this.setup = setup;
        this.queue = setup.threads().queue(setup.bounds().longestQueue());
        this.beside = setup.threads().pool(name + "-resolve", PIPELINED, MOST_BESIDE);
        this.batches = new BatchRun(setup, path, beside);
        for (int i = 0; i < PIPELINED; i++) {
            var cutter = setup.threads().thread(name + "-" + i, this::cutBatches);
            cutters.add(cutter);
            cutter.start();
        }
    }

    /** False where the queue is full or the lane is closing; the submission was then not taken. */
    boolean offer(Submission submission) {
        setup.keys().enter(submission);
        boolean taken = !closing && hasRoom() && queue.offer(submission);
        if (!taken) {
            setup.keys().leave(submission);
        }
        return taken;
    }

    /** Those that come at the same moment may be a few more; the queue itself bounds them all. */
    private boolean hasRoom() {
        return queue.size() < setup.bounds().queueCapacity();
    }

    int depth() {
        return queue.size();
    }

    private void cutBatches() {
        List<Submission> taken = new ArrayList<>();
        while (!closing || !queue.isEmpty()) {
            try {
                taken.clear();
                collect(taken);
                if (!taken.isEmpty()) {
                    batches.run(SubmissionGroup.of(taken));
                }
            } catch (InterruptedException stopping) {
                return;
            } catch (RuntimeException | Error unexpected) {
                goOnAfter(unexpected, taken);
            }
        }
    }

    private void collect(List<Submission> taken) throws InterruptedException {
        var first = queue.poll(200, TimeUnit.MILLISECONDS);
        if (first == null) {
            return;
        }
        taken.add(first);
        queue.drainTo(taken, setup.bounds().maxBatch() - 1);
        taken.removeIf(submission -> !takes(submission));
    }

    private boolean takes(Submission submission) {
        boolean wanted = submission.take();
        if (!wanted) {
            setup.keys().leave(submission);
        }
        return wanted;
    }

    /** Their keys stay under way: nothing is known of them, and nobody will look. */
    private void goOnAfter(Throwable unexpected, List<Submission> taken) {
        taken.forEach(submission -> submission.complete(new Answer.Unknown()));
        setup.metrics().unexpected(setup.shard(), unexpected);
        log.error("lane {} goes on after a batch failed", name, unexpected);
    }

    /** Takes nothing new from now on, and goes on with what is queued. */
    void startClosing() {
        closing = true;
    }

    /** Waits for the end of what is queued and in hand. Others' lanes are emptied at the same time. */
    void awaitEmpty(long deadlineNanos) throws InterruptedException {
        for (var cutter : cutters) {
            cutter.join(millisUntil(deadlineNanos));
        }
        beside.shutdown();
        beside.awaitTermination(millisUntil(deadlineNanos), TimeUnit.MILLISECONDS);
    }

    private static long millisUntil(long deadlineNanos) {
        return Math.max(1, Duration.ofNanos(deadlineNanos - System.nanoTime()).toMillis());
    }

    /** Ends the threads and answers whoever still waits in a queue. */
    void stop() {
        cutters.forEach(Thread::interrupt);
        for (var dropped : beside.shutdownNow()) {
            ((BatchRun.Aside) dropped).drop();
        }
        List<Submission> left = new ArrayList<>();
        queue.drainTo(left);
        left.forEach(Submission::timeOut);
    }
}

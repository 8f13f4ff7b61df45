package io.settlement.producer.batching;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bounded queue of one shard and the threads that cut batches from it. Two threads: while one batch is in the
 * database the next one is at the broker, and what arrives meanwhile becomes the one after.
 */
final class DebitLane implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(DebitLane.class);
    private static final int PIPELINED = 2;
    private static final int MOST_UNRESOLVED = 64;
    private static final long DRAIN_SECONDS = 20;

    private final String name;
    private final BlockingQueue<Submission> queue;
    private final int maxBatch;
    private final BatchRun batches;
    private final List<Thread> cutters = new ArrayList<>();
    private final ThreadPoolExecutor beside;
    private volatile boolean closing;

    DebitLane(String name, LaneSetup setup, BatchRun.DebitPath path) {
        this.name = name;
        this.queue = new ArrayBlockingQueue<>(setup.properties().queueCapacity());
        this.maxBatch = setup.properties().maxBatch();
        this.beside = new ThreadPoolExecutor(
                PIPELINED,
                PIPELINED,
                1,
                TimeUnit.MINUTES,
                new LinkedBlockingQueue<>(MOST_UNRESOLVED),
                task -> new Thread(task, name + "-resolve"));
        this.beside.allowCoreThreadTimeOut(true);
        this.batches = new BatchRun(setup, path, beside);
        for (int i = 0; i < PIPELINED; i++) {
            var cutter = new Thread(this::cutBatches, name + "-" + i);
            cutters.add(cutter);
            cutter.start();
        }
    }

    /** False where the queue is full or the lane is closing; the submission was then not taken. */
    boolean offer(Submission submission) {
        return !closing && queue.offer(submission);
    }

    int depth() {
        return queue.size();
    }

    private void cutBatches() {
        while (!closing || !queue.isEmpty()) {
            try {
                var groups = SubmissionGroup.of(collect());
                if (!groups.isEmpty()) {
                    batches.run(groups);
                }
            } catch (InterruptedException stopping) {
                return;
            } catch (RuntimeException unexpected) {
                log.error("lane {} goes on after a batch failed", name, unexpected);
            }
        }
    }

    private List<Submission> collect() throws InterruptedException {
        List<Submission> arrived = new ArrayList<>();
        var first = queue.poll(200, TimeUnit.MILLISECONDS);
        if (first == null) {
            return arrived;
        }
        arrived.add(first);
        queue.drainTo(arrived, maxBatch - 1);
        arrived.removeIf(submission -> !submission.take());
        return arrived;
    }

    /** Takes nothing new, ends what is queued, then stops. */
    @Override
    public void close() {
        closing = true;
        try {
            for (var cutter : cutters) {
                cutter.join(TimeUnit.SECONDS.toMillis(DRAIN_SECONDS));
            }
            stop(beside);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
        cutters.forEach(Thread::interrupt);
        List<Submission> left = new ArrayList<>();
        queue.drainTo(left);
        left.forEach(Submission::timeOut);
    }

    private static void stop(ExecutorService executor) throws InterruptedException {
        executor.shutdown();
        if (!executor.awaitTermination(DRAIN_SECONDS, TimeUnit.SECONDS)) {
            executor.shutdownNow();
        }
    }
}

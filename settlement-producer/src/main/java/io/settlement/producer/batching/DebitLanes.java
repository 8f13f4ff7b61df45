package io.settlement.producer.batching;

import io.micrometer.core.instrument.MeterRegistry;
import io.settlement.contract.TransfersDebited;
import io.settlement.ledger.ActingOwner;
import io.settlement.ledger.DebitBatch;
import io.settlement.ledger.ShardId;
import io.settlement.ledger.TransferInstruction;
import io.settlement.ledger.TransferKind;
import io.settlement.ledger.shard.SettlementLedger;
import io.settlement.sharding.IdSource;
import io.settlement.sharding.SlotMap;
import io.settlement.threads.Threads;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The way in for instructions: finds the lane of the key account's shard. Transfers are announced by half messages;
 * deposits and withdrawals, which touch one shard only, have lanes of their own and need no broker. Safe for any
 * number of threads.
 */
public final class DebitLanes implements AutoCloseable {

    private final SlotMap slotMap;
    private final Predicate<ShardId> isUp;
    private final Admission admission;
    private final BatchingProperties properties;
    private final LaneBounds bounds;
    private final AcceptMeter accepts;
    private final Map<ShardId, DebitLane> transfers = new TreeMap<>();
    private final Map<ShardId, DebitLane> deposits = new TreeMap<>();
    private final ScheduledExecutorService timer;

    /** @param isUp whether a shard can be reached as far as is known; to others nothing is sent */
    public DebitLanes(
            SettlementLedger ledger,
            Predicate<ShardId> isUp,
            IdSource ids,
            Threads threads,
            Announcer announcer,
            Admission admission,
            BatchingProperties properties,
            MeterRegistry registry) {
        this.slotMap = ledger.slotMap();
        this.isUp = isUp;
        this.timer = threads.timer("answer-timeout");
        this.admission = admission;
        this.properties = properties;
        this.bounds = new LaneBounds(properties);
        this.accepts = new AcceptMeter(registry);
        var metrics = new BatchMetrics(registry, slotMap.shards());
        for (var shard : slotMap.shards()) {
            var setup = LaneSetup.of(shard, ledger, ids, threads, bounds, metrics);
            transfers.put(
                    shard, lane("transfers", setup, attempt -> announcer.announce(notice(attempt.batch()), attempt)));
            deposits.put(shard, lane("deposits", setup, DebitAttempt::run));
        }
    }

    private static DebitLane lane(String name, LaneSetup setup, BatchRun.DebitPath path) {
        var lane = new DebitLane(name + "-" + setup.shard().number(), setup, path);
        setup.metrics().watchQueue(setup.shard(), name, lane::depth);
        return lane;
    }

    private static TransfersDebited notice(DebitBatch batch) {
        return new TransfersDebited(
                batch.id().value(),
                batch.items().stream().map(item -> item.transferId().value()).toList());
    }

    /**
     * How many instructions may wait per shard and be cut into one batch from now on. What waits already, goes its way.
     *
     * @param queueCapacity up to that of the start
     */
    public void setBounds(int queueCapacity, int maxBatch) {
        bounds.set(queueCapacity, maxBatch);
    }

    /**
     * Queues the instructions of one request. Each gets an answer, at the latest when the request's time is up.
     *
     * @param by in whose name the request comes; whether that is the accounts' owner is decided on their locked rows
     * @return the answers in the order of the instructions
     * @throws io.settlement.sharding.UnmappedSlot where no shard serves a key account; nothing is queued then
     */
    public List<CompletableFuture<Answer>> submit(ActingOwner by, List<TransferInstruction> instructions) {
        var shards = instructions.stream()
                .map(instruction -> slotMap.shardOf(instruction.keyAccount().slot()))
                .toList();
        List<Submission> submissions = new ArrayList<>();
        Map<ShardId, List<Submission>> byShard = new TreeMap<>();
        for (int i = 0; i < instructions.size(); i++) {
            var submission = new Submission(instructions.get(i), by);
            accepts.time(submission.answer());
            submissions.add(submission);
            byShard.computeIfAbsent(shards.get(i), shard -> new ArrayList<>()).add(submission);
        }
        List<Submission> queued = new ArrayList<>();
        byShard.forEach((shard, asking) -> queued.addAll(letIn(shard, asking)));
        var answers = submissions.stream().map(Submission::answer).toList();
        limitTime(queued, answers);
        return answers;
    }

    /** Asked once for all that are of this shard; those that are kept out are answered and in no queue. */
    private List<Submission> letIn(ShardId shard, List<Submission> asking) {
        var entrance = admission.ask(
                shard, asking.stream().map(Submission::instruction).toList());
        List<Submission> admitted = new ArrayList<>();
        for (int i = 0; i < asking.size(); i++) {
            var submission = asking.get(i);
            entrance.keepsOut(i)
                    .ifPresentOrElse(
                            rule -> submission.complete(new Answer.Limited(rule)), () -> admitted.add(submission));
        }
        var queued =
                admitted.stream().filter(submission -> queue(shard, submission)).toList();
        endLater(entrance, admitted);
        return queued;
    }

    private static void endLater(Admission.Entrance entrance, List<Submission> admitted) {
        var answers = admitted.stream().map(Submission::answer).toList();
        CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
                .whenComplete((done, failed) -> entrance.end(failed != null
                        || answers.stream().anyMatch(answer -> answer.join().isTrouble())));
    }

    private boolean queue(ShardId shard, Submission submission) {
        if (!isUp.test(shard)) {
            submission.complete(new Answer.NotTaken(shard + " is not available"));
            return false;
        }
        var lanes = submission.instruction().kind() == TransferKind.TRANSFER ? transfers : deposits;
        boolean taken = lanes.get(shard).offer(submission);
        if (!taken) {
            submission.complete(new Answer.Busy());
        }
        return taken;
    }

    /** One timer for a request, gone as soon as all its answers are there. */
    private void limitTime(List<Submission> queued, List<CompletableFuture<Answer>> answers) {
        var limit = timer.schedule(
                () -> queued.forEach(Submission::timeOut),
                properties.answerTimeout().toMillis(),
                TimeUnit.MILLISECONDS);
        CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
                .whenComplete((done, failed) -> limit.cancel(false));
    }

    /** All lanes empty themselves at the same time, and one bound holds for them together. */
    @Override
    public void close() {
        var lanes = Stream.concat(transfers.values().stream(), deposits.values().stream())
                .toList();
        lanes.forEach(DebitLane::startClosing);
        long deadline = System.nanoTime() + properties.closeTimeout().toNanos();
        try {
            for (var lane : lanes) {
                lane.awaitEmpty(deadline);
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
        lanes.forEach(DebitLane::stop);
        timer.shutdownNow();
    }
}

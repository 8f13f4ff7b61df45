package io.settlement.producer.waiting;

import io.settlement.ledger.Transfer;
import io.settlement.ledger.TransferId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everybody who waits for transfers of one shard. One look at a time asks for all of them together. */
final class ShardWatch {

    /** Who comes when so many wait is answered at once instead. */
    static final int MOST_WAITING = 4096;

    private static final Logger log = LoggerFactory.getLogger(ShardWatch.class);
    private static final Duration PAUSE = Duration.ofMillis(20);
    private static final Duration PAUSE_IN_TROUBLE = Duration.ofMillis(500);

    /** A look that took long is followed by a pause this many times as long, so that looking stays cheap. */
    private static final int REST = 4;

    private final Function<List<TransferId>, List<Transfer>> ended;
    private final ScheduledExecutorService looks;
    private final Semaphore room = new Semaphore(MOST_WAITING);
    private final Set<Wait> waits = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean looking = new AtomicBoolean();

    /** @param ended answers those of the transfers that are final */
    ShardWatch(Function<List<TransferId>, List<Transfer>> ended, ScheduledExecutorService looks) {
        this.ended = ended;
        this.looks = looks;
    }

    /** One caller. Its answer is done when the transfer has ended, when time is up, or when all give up. */
    private record Wait(Transfer open, CompletableFuture<Transfer> answer) {

        void giveUp() {
            answer.complete(open);
        }
    }

    int waiting() {
        return waits.size();
    }

    Optional<CompletableFuture<Transfer>> await(Transfer open, Duration atMost) {
        if (!room.tryAcquire()) {
            return Optional.empty();
        }
        var wait = new Wait(open, new CompletableFuture<>());
        waits.add(wait);
        wait.answer().whenComplete((told, failed) -> {
            waits.remove(wait);
            room.release();
        });
        wait.answer().completeOnTimeout(open, atMost.toMillis(), TimeUnit.MILLISECONDS);
        lookSoon();
        return Optional.of(wait.answer());
    }

    void giveUp() {
        waits.forEach(Wait::giveUp);
    }

    private void lookSoon() {
        if (looking.compareAndSet(false, true)) {
            lookAfter(PAUSE);
        }
    }

    private void lookAfter(Duration pause) {
        try {
            looks.schedule(this::look, pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException stopping) {
            giveUp();
        }
    }

    private void look() {
        long begun = System.nanoTime();
        boolean answered = tellWhoseTransferEnded();
        var took = Duration.ofNanos(System.nanoTime() - begun).multipliedBy(REST);
        if (!waits.isEmpty()) {
            lookAfter(longer(took, answered ? PAUSE : PAUSE_IN_TROUBLE));
            return;
        }
        looking.set(false);
        // Somebody may have come after the look at the set and before the flag was down.
        if (!waits.isEmpty()) {
            lookSoon();
        }
    }

    /** False where the shard did not answer: the waits go on, and end by their own time at the latest. */
    private boolean tellWhoseTransferEnded() {
        var now = List.copyOf(waits);
        try {
            var byId = ended
                    .apply(now.stream().map(wait -> wait.open().id()).distinct().toList())
                    .stream()
                    .collect(Collectors.toMap(Transfer::id, Function.identity()));
            now.forEach(wait -> Optional.ofNullable(byId.get(wait.open().id())).ifPresent(wait.answer()::complete));
            return true;
        } catch (RuntimeException silent) {
            log.warn("{} callers wait for a shard that does not answer: {}", now.size(), silent.toString());
            return false;
        }
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}

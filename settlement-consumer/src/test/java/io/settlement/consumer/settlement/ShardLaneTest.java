package io.settlement.consumer.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import io.settlement.ledger.ShardId;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ShardLaneTest {

    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private final ShardLane lane = new ShardLane(
            new ShardId(0), waiting::add, new CircuitBreaker(1, Duration.ofSeconds(1), Clock.systemUTC()), 100);

    @Test
    void takesNoMoreTransfersThanItsBoundHoweverFewTheTasks() {
        assertThat(submit(60)).isNotDone();
        assertThat(submit(40)).isNotDone();

        assertThat(submit(1)).isCompletedExceptionally();
        assertThat(waiting).hasSize(2);
    }

    @Test
    void takesMoreOnceSomeAreDone() {
        var first = submit(60);
        submit(40);
        waiting.remove().run();

        assertThat(first).isCompleted();
        assertThat(submit(60)).isNotDone();
        assertThat(submit(1)).isCompletedExceptionally();
    }

    @Test
    void takesATaskBeyondTheBoundWhereThereIsNoOther() {
        assertThat(submit(1_000)).isNotDone();
        assertThat(submit(1)).isCompletedExceptionally();
    }

    private CompletableFuture<String> submit(int transfers) {
        return lane.submit(transfers, () -> "done");
    }
}

package io.settlement.producer.admission;

import static org.assertj.core.api.Assertions.assertThat;

import io.settlement.ledger.ShardId;
import io.settlement.producer.admission.ShardBulkheads.Ending;
import io.settlement.producer.admission.ShardBulkheads.Pass;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ShardBulkheadsTest {

    private static final ShardId ONE = new ShardId(0);
    private static final ShardId OTHER = new ShardId(1);

    private final ShardBulkheads bulkheads = new ShardBulkheads(4, Duration.ofMillis(10));

    @Test
    void letsSoManyInAndNoMoreUntilOneLeaves() {
        var in = enter(4);

        assertThat(bulkheads.enter(ONE)).isEmpty();
        assertThat(bulkheads.enter(OTHER)).as("a shard of its own").isPresent();

        in.get(0).leave(Ending.ANSWERED);
        assertThat(bulkheads.enter(ONE)).isPresent();
    }

    @Test
    void letsOneProbeAShardThatHasFallenSilent() {
        enter(3).forEach(pass -> pass.leave(Ending.SILENT));

        var probe = bulkheads.enter(ONE);
        assertThat(probe).isPresent();
        assertThat(bulkheads.enter(ONE)).as("one at a time").isEmpty();

        probe.get().leave(Ending.SILENT);
        var next = bulkheads.enter(ONE);
        assertThat(next).isPresent();

        next.get().leave(Ending.ANSWERED);
        assertThat(enter(4)).as("it answers again").hasSize(4);
    }

    @Test
    void oneCallWithoutAnAnswerIsNoSilence() {
        enter(2).forEach(pass -> pass.leave(Ending.SILENT));

        assertThat(enter(4)).hasSize(4);
    }

    /** The patience of an hour is the one that waits; whoever finds no place does not. */
    @Test
    @Timeout(30)
    void letsNoMoreWaitThanThereArePlacesOverAllShards() throws Exception {
        var patient = new ShardBulkheads(1, Duration.ofHours(1), 1);
        var in = patient.enter(ONE).orElseThrow();
        var inOther = patient.enter(OTHER).orElseThrow();
        var waiting = CompletableFuture.supplyAsync(() -> patient.enter(ONE).orElseThrow());
        while (patient.hasPlaces()) {
            Thread.sleep(1);
        }

        assertThat(patient.enter(ONE)).isEmpty();
        assertThat(patient.enter(OTHER)).isEmpty();
        assertThat(waiting).isNotDone();

        in.leave(Ending.ANSWERED);
        waiting.get(10, TimeUnit.SECONDS).leave(Ending.ANSWERED);
        inOther.leave(Ending.ANSWERED);
        assertThat(patient.hasPlaces()).as("a place is given back").isTrue();
    }

    @Test
    void unjudgedCallsSayNothing() {
        enter(4).forEach(pass -> pass.leave(Ending.UNJUDGED));

        assertThat(enter(4)).hasSize(4);
    }

    private List<Pass> enter(int times) {
        List<Pass> in = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            in.add(bulkheads.enter(ONE).orElseThrow());
        }
        return in;
    }
}

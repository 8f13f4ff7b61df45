package io.settlement.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.settlement.simulation.schedule.Trace;
import io.settlement.simulation.world.Variant;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The services' logic in as many histories as 20 seconds hold. {@code -Dsimulation.seed=...} repeats a run. */
class SimulationTest {

    private static final Duration LENGTH = Duration.ofSeconds(20);

    private final long seed = Long.getLong("simulation.seed", System.nanoTime());

    @Test
    void everyHistoryComesToASoundEnd() {
        System.out.println("SimulationTest seed " + seed);
        var simulation = new Simulation(Variant.SOUND, seed);
        long until = System.nanoTime() + LENGTH.toNanos();
        var unsound = simulation.runWhile(() -> System.nanoTime() < until);
        System.out.println(simulation.histories() + " histories, " + simulation.steps() + " steps, "
                + simulation.table().crashes() + " crashes");
        assertThat(unsound).as("scripts/simulate --replay --seed ...").isEmpty();
        assertThat(simulation.histories()).isPositive();
    }

    @Test
    void messagesAloneEndWhatDyingProducersLeave() {
        var simulation = new Simulation(Variant.SOUND.byMessagesAlone(), seed);
        assertThat(simulation.runWhile(() -> simulation.histories() < 300)).isEmpty();
    }

    @Test
    void aSeedGivesTheSameHistoryStepByStep() {
        for (long each = seed; each < seed + 20; each++) {
            var one = new Simulation(Variant.SOUND, each).run(each, Trace.kept());
            var other = new Simulation(Variant.SOUND, each).run(each, Trace.kept());
            assertThat(one.trace()).isNotEmpty().isEqualTo(other.trace());
            assertThat(one).isEqualTo(other);
        }
    }

    @Test
    void processesDieAtEveryPoint() {
        var simulation = new Simulation(Variant.SOUND, 1);
        simulation.runWhile(() -> !simulation.table().missing().isEmpty() && simulation.histories() < 4_000);
        assertThat(simulation.table().missing()).isEmpty();
    }
}

package io.settlement.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.net.URI;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChoiceTest {

    private static final long SEED = 20261127;
    private static final int CALLS = 10_000;
    private static final URI OLD = URI.create("http://127.0.0.1:8080");
    private static final URI NEW = URI.create("http://127.0.0.1:8082");
    private static final URI GONE = URI.create("http://127.0.0.1:8084");

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1);
    private final Random chance = new Random(SEED);
    private List<Producer> here = List.of(new Producer(OLD, 1), new Producer(NEW, 1));
    private final Choice choice = new Choice(() -> here, chance::nextDouble, nanos::get);

    private URI next() {
        return choice.round().next().orElseThrow();
    }

    private long callsTo(URI producer) {
        return Stream.generate(this::next).limit(CALLS).filter(producer::equals).count();
    }

    /** 21.8 is one standard deviation of the smallest share; the seed decides the outcome. */
    @Test
    void dealsCallsByWeight() {
        here = List.of(new Producer(OLD, 90), new Producer(NEW, 5), new Producer(GONE, 5));
        var calls = Stream.generate(this::next)
                .limit(CALLS)
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        assertThat(calls.get(OLD)).isCloseTo(9_000, within(120L));
        assertThat(calls.get(NEW)).isCloseTo(500, within(80L));
        assertThat(calls.get(GONE)).isCloseTo(500, within(80L));
    }

    @Test
    void followsWeightsThatChange() {
        here = List.of(new Producer(OLD, 1), new Producer(NEW, 0));
        assertThat(callsTo(NEW)).isZero();
        here = List.of(new Producer(OLD, 0), new Producer(NEW, 0.01));
        assertThat(callsTo(NEW)).isEqualTo(CALLS);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1, Double.NaN, Double.POSITIVE_INFINITY})
    void refusesWhatIsNoWeight(double weight) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Producer(OLD, weight));
    }

    @Test
    void aCallAsksEverybodyBeforeItAsksAnybodyAgain() {
        here = List.of(new Producer(OLD, 95), new Producer(NEW, 5), new Producer(GONE, 0.001));
        var round = choice.round();
        for (int time = 0; time < 100; time++) {
            var asked = IntStream.range(0, 3)
                    .mapToObj(each -> round.next().orElseThrow())
                    .collect(Collectors.toSet());
            assertThat(asked).isEqualTo(Set.of(OLD, NEW, GONE));
            assertThat(round.isOver()).isTrue();
        }
    }

    @Test
    void aRepetitionGoesToOneThatCameMeanwhileAndToNoneThatLeft() {
        here = List.of(new Producer(GONE, 1), new Producer(OLD, 1e-9));
        var round = choice.round();
        assertThat(round.next()).contains(GONE);
        here = List.of(new Producer(NEW, 1));
        assertThat(round.isOver()).isFalse();
        assertThat(round.next()).contains(NEW);
        assertThat(round.isOver()).isTrue();
    }

    @Test
    void asksNobodyWhereNobodyTakesCalls() {
        here = List.of(new Producer(OLD, 0));
        assertThat(choice.round().next()).isEmpty();
        here = List.of();
        var round = choice.round();
        assertThat(round.next()).isEmpty();
        assertThat(round.isOver()).isTrue();
        here = List.of(new Producer(NEW, 1));
        assertThat(round.next()).contains(NEW);
    }

    @Test
    void putsOneThatFailedAsideAndThenLetsOneCallTry() {
        choice.failed(NEW);
        assertThat(callsTo(NEW)).isZero();
        nanos.addAndGet(Choice.ASIDE.toNanos());
        assertThat(callsTo(NEW)).as("the one that tries").isEqualTo(1);
        choice.answered(NEW);
        assertThat(callsTo(NEW)).isCloseTo(CALLS / 2, within(250L));
    }

    @Test
    void asksByWeightWhereAllHaveFailed() {
        choice.failed(NEW);
        choice.failed(OLD);
        assertThat(callsTo(NEW)).isCloseTo(CALLS / 2, within(250L));
    }

    @Test
    void forgetsTheFailuresOfThoseThatLeft() {
        choice.failed(NEW);
        here = List.of(new Producer(OLD, 1));
        choice.failed(OLD);
        here = List.of(new Producer(OLD, 1), new Producer(NEW, 1));
        assertThat(callsTo(NEW)).isEqualTo(CALLS);
    }
}

package io.settlement.bench.measure;

import static io.settlement.bench.measure.Runs.series;
import static io.settlement.bench.measure.Runs.settling;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class SeriesTest {

    @Test
    void medianIsTheMiddleOneOrBetweenTheMiddleTwo() {
        assertThat(Series.median(List.of(9.0, 1.0, 5.0))).isEqualTo(5);
        assertThat(Series.median(List.of(9.0, 1.0, 5.0, 7.0))).isEqualTo(6);
        assertThat(Series.median(List.of())).isZero();
    }

    @Test
    void spreadIsTheRangeAsShareOfTheMedian() {
        assertThat(series("a", 1, settling(90), settling(100), settling(120)).spread())
                .isCloseTo(0.3, within(1e-9));
    }

    @Test
    void runThatIsNotConservedHasNoFigure() {
        var series = series("a", 1, settling(100), settling(900, "a cent too much"));
        assertThat(series.figures()).containsExactly(100.0);
        assertThat(series.median()).isEqualTo(100);
        assertThat(series.medianOf(Run::settled)).isEqualTo(100);
        assertThat(series.conserved()).isFalse();
    }

    @Test
    void nothingRunIsNothingConserved() {
        assertThat(series("a", 1).conserved()).isFalse();
        assertThat(series("a", 1).spread()).isZero();
    }
}

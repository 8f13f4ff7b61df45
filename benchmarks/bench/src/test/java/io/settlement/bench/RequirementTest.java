package io.settlement.bench;

import static io.settlement.bench.measure.Runs.series;
import static io.settlement.bench.measure.Runs.settling;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.settlement.bench.report.Results;
import java.util.List;
import org.junit.jupiter.api.Test;

class RequirementTest {

    private static final Results RESULTS =
            new Results(List.of(series("settlement-bulk", 8, settling(300)), series("jdbc-local", 16, settling(200))));

    @Test
    void ratioThatIsReachedIsNotMissed() {
        assertThat(Requirement.parse("settlement-bulk/jdbc-local=1.5").missed(RESULTS))
                .isEmpty();
    }

    @Test
    void ratioThatIsNotReachedIsToldWithBothFigures() {
        assertThat(Requirement.parse("settlement-bulk/jdbc-local=1.6").missed(RESULTS))
                .contains("uniform: settlement-bulk 300/s is not 1.600 times jdbc-local 200/s");
    }

    @Test
    void contenderWithoutAFigureMissesEveryRatio() {
        assertThat(Requirement.parse("settlement-bulk/xa=1").missed(RESULTS)).isPresent();
    }

    @Test
    void wrongFormIsRefused() {
        assertThatThrownBy(() -> Requirement.parse("settlement-bulk>2"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("settlement-bulk/jdbc-local=1.5");
    }
}

package io.settlement.localstack.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.settlement.localstack.ToolRun;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Prometheus's own tool on the rules: they can be loaded, and fire and are silent as alerts.test.yaml says. */
class AlertRulesIT {

    private final RealPrometheus prometheus = RealPrometheus.orSkip();
    private final ToolRun tool = new ToolRun(Observability.PROMETHEUS, Duration.ofMinutes(1));

    @Test
    void everyRuleIsWellFormedAndPassesItsTests() {
        assertThat(tool.output(prometheus.promtool(), "check", "config", "prometheus.yaml"))
                .contains(Observability.alerts().size() + " rules found");
        assertThat(tool.output(prometheus.promtool(), "test", "rules", "alerts.test.yaml"))
                .contains("SUCCESS");
    }
}

package io.settlement.localstack.control;

import io.settlement.localstack.EngineFailed;
import io.settlement.localstack.PrometheusPrograms;
import org.junit.jupiter.api.Assumptions;

/** The programs of Prometheus for tests. */
record RealPrometheus(String promtool) {

    /** Where they cannot be had, the test is skipped and says why; a build that sets CI fails. */
    static RealPrometheus orSkip() {
        try {
            return new RealPrometheus(PrometheusPrograms.ofCheckout().promtool().toString());
        } catch (EngineFailed absent) {
            if (Boolean.parseBoolean(System.getenv("CI"))) {
                throw absent;
            }
            Assumptions.abort("SKIPPED, nothing was tried: " + absent.getMessage());
            throw absent;
        }
    }
}

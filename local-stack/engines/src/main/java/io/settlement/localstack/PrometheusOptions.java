package io.settlement.localstack;

import java.util.List;
import java.util.Map;

/**
 * How Prometheus is run.
 *
 * @param port TCP port, bound to 127.0.0.1 only: Prometheus has no accounts
 * @param targets what is scraped: addresses, as {@code 127.0.0.1:9080}, by the name of their job
 */
public record PrometheusOptions(int port, Map<String, List<String>> targets) {

    public PrometheusOptions {
        targets = Map.copyOf(targets);
    }
}

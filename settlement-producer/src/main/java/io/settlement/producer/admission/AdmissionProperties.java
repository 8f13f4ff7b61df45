package io.settlement.producer.admission;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The floor under all pushed rules: what one process lets in at most, whatever is pushed or emptied. Read at the start
 * only, and bounded here, so that no document in Nacos can do away with it. Bound from {@code settlement.admission}.
 *
 * @param requestsPerSecond of each endpoint
 * @param debitsPerSecond instructions for each shard, single or in bulks
 */
@ConfigurationProperties("settlement.admission")
public record AdmissionProperties(
        @DefaultValue("5000") int requestsPerSecond,
        @DefaultValue("50000") int debitsPerSecond) {

    public AdmissionProperties {
        require(requestsPerSecond >= 1 && requestsPerSecond <= 100_000, "requests-per-second must be 1 to 100000");
        require(debitsPerSecond >= 1 && debitsPerSecond <= 1_000_000, "debits-per-second must be 1 to 1000000");
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException("settlement.admission: " + message);
        }
    }
}

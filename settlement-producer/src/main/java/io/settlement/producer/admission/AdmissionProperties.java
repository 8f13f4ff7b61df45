package io.settlement.producer.admission;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The floor under all pushed rules: what one process lets in at most, whatever is pushed or emptied. Read at the start
 * only.
 *
 * @param requestsPerSecond of each endpoint
 * @param debitsPerSecond instructions for each shard, single or in bulks
 */
@Validated
@ConfigurationProperties("settlement.admission")
public record AdmissionProperties(
        @DefaultValue("5000") @Min(1) @Max(100_000) int requestsPerSecond,
        @DefaultValue("50000") @Min(1) @Max(1_000_000) int debitsPerSecond) {}

package io.settlement.producer.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.boot.health.actuate.endpoint.CompositeHealthDescriptor;
import org.springframework.boot.health.actuate.endpoint.HealthDescriptor;
import org.springframework.boot.health.actuate.endpoint.IndicatedHealthDescriptor;

/**
 * Health as the management port tells it, and how each shard is used by this process.
 *
 * @param readOnly why nothing is taken that would change anything
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "OperatorHealth")
record HealthView(String status, String readOnly, List<Component> components, List<Shard> shards) {

    /** One part; {@code stillWorks} where something of it is missing. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "ComponentHealth")
    record Component(String component, String status, List<String> missing, String stillWorks) {

        private static Component of(String name, HealthDescriptor told) {
            var details = told instanceof IndicatedHealthDescriptor indicated && indicated.getDetails() != null
                    ? indicated.getDetails()
                    : Map.<String, Object>of();
            var stillWorks = details.get("stillWorks");
            return new Component(
                    name,
                    told.getStatus().getCode(),
                    missing(details.get("missing")),
                    stillWorks == null ? null : stillWorks.toString());
        }

        /** Of the shards each by its number, of everything else a line. */
        private static List<String> missing(Object told) {
            if (told instanceof Map<?, ?> parts) {
                return parts.entrySet().stream()
                        .map(part -> part.getKey() + ": " + part.getValue())
                        .toList();
            }
            return told == null ? List.of() : List.of(told.toString());
        }
    }

    /** How one shard is used by this process. */
    @Schema(name = "ShardUse")
    record Shard(
            int shard,
            boolean up,
            boolean circuitOpen,
            long queuedInstructions,
            long unresolvedBatches,
            int connectionsActive,
            int connectionsLimit,
            int threadsWaiting) {}

    static HealthView of(HealthDescriptor health, String readOnly, List<Shard> shards) {
        var parts = health instanceof CompositeHealthDescriptor composite
                ? new TreeMap<>(composite.getComponents())
                : Map.<String, HealthDescriptor>of();
        return new HealthView(
                health.getStatus().getCode(),
                readOnly,
                parts.entrySet().stream()
                        .map(part -> Component.of(part.getKey(), part.getValue()))
                        .toList(),
                shards);
    }
}

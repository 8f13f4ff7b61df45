package io.settlement.producer.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.settlement.live.DocumentState;
import io.settlement.producer.registry.RegisteredInstance;
import io.settlement.watch.SharedLook.Seen;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.format.DateTimeFormatter;
import java.util.List;

/**
 * Who is registered.
 *
 * @param trouble why Nacos does not tell
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "RegisteredInstances")
record InstancesView(String trouble, List<Item> instances) {

    /** One process and what it runs; {@code trouble} where it does not say. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "RegisteredInstance")
    record Item(
            String service,
            String address,
            double weight,
            boolean healthy,
            boolean enabled,
            String version,
            String slotMapDigest,
            List<Document> documents,
            String trouble) {

        static Item of(RegisteredInstance instance) {
            return new Item(
                    instance.service(),
                    instance.address(),
                    instance.weight(),
                    instance.healthy(),
                    instance.enabled(),
                    instance.metadata().get("version"),
                    instance.metadata().get("slotMapDigest"),
                    instance.documents().stream().map(Document::of).toList(),
                    instance.trouble().isEmpty() ? null : instance.trouble());
        }
    }

    /** What it runs of one document; {@code refusal} while what was pushed last is not in force. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "RunningDocument")
    record Document(String dataId, String md5, String since, String refusal) {

        static Document of(DocumentState state) {
            return new Document(
                    state.dataId(),
                    state.md5(),
                    DateTimeFormatter.ISO_INSTANT.format(state.since()),
                    state.refused()
                            ? state.lastRefusal()
                                    .map(DocumentState.Refusal::reason)
                                    .orElse("not told why")
                            : null);
        }
    }

    static InstancesView of(Seen<List<RegisteredInstance>> seen) {
        return new InstancesView(
                seen.part().isPresent() ? null : seen.trouble(),
                seen.part().orElse(List.of()).stream().map(Item::of).toList());
    }

    static InstancesView withoutRegistry() {
        return new InstancesView("this producer is not registered: settlement.nacos.enabled is false", List.of());
    }
}

package io.settlement.live;

import java.util.List;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

/** {@code GET /actuator/config}: what this process runs of each document that it follows, and what it refused last. */
@Endpoint(id = "config")
class ConfigEndpoint {

    private final List<LiveDocument<?>> documents;

    ConfigEndpoint(List<LiveDocument<?>> documents) {
        this.documents = List.copyOf(documents);
    }

    @ReadOperation
    List<DocumentState> config() {
        return documents.stream().map(LiveDocument::state).toList();
    }
}

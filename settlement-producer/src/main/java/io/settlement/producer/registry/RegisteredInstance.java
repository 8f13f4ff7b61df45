package io.settlement.producer.registry;

import io.settlement.live.DocumentState;
import java.util.List;
import java.util.Map;

/**
 * One process that Nacos knows.
 *
 * @param metadata what it tells of itself there
 * @param documents what it says it runs of the documents that it follows
 * @param trouble why it does not say; empty where it does
 */
public record RegisteredInstance(
        String service,
        String address,
        double weight,
        boolean healthy,
        boolean enabled,
        Map<String, String> metadata,
        List<DocumentState> documents,
        String trouble) {}

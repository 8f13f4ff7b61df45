package io.settlement.nacosconfig;

import io.settlement.live.DocumentSchema;
import io.settlement.producer.admission.AuthorityRuleDocument;
import io.settlement.producer.admission.DegradeRuleDocument;
import io.settlement.producer.admission.FlowRuleDocument;
import io.settlement.producer.admission.ParamFlowRuleDocument;
import io.settlement.producer.admission.SystemRuleDocument;
import io.settlement.producer.batching.BatchingProperties;
import io.settlement.producer.live.LiveSettingsDocument;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/** What a service follows while it runs, held against the schema that the service reads it with. An operator's: a start takes none back. */
public final class FollowedDocument implements Document {

    private static final String PRODUCER = "settlement-producer";

    /** In Sentinel's own JSON. Held against the resources of the largest deployment; a producer knows how many shards it has. */
    public static final FollowedDocument FLOW_RULES =
            new FollowedDocument(PRODUCER, "flow-rules", new FlowRuleDocument(RuleResources.all()));

    static final FollowedDocument DEGRADE_RULES =
            new FollowedDocument(PRODUCER, "degrade-rules", new DegradeRuleDocument(RuleResources.all()));

    static final FollowedDocument PARAM_FLOW_RULES =
            new FollowedDocument(PRODUCER, "param-flow-rules", new ParamFlowRuleDocument());

    static final FollowedDocument SYSTEM_RULES =
            new FollowedDocument(PRODUCER, "system-rules", new SystemRuleDocument());

    static final FollowedDocument AUTHORITY_RULES =
            new FollowedDocument(PRODUCER, "authority-rules", new AuthorityRuleDocument(RuleResources.endpoints()));

    /** Held against the longest queue; a producer knows its own. */
    static final FollowedDocument PRODUCER_SETTINGS =
            new FollowedDocument(PRODUCER, "live", new LiveSettingsDocument(BatchingProperties.LONGEST_QUEUE));

    /** Held against the widest bounds; a consumer knows how long its notices take. */
    static final FollowedDocument CONSUMER_SETTINGS = new FollowedDocument(
            "settlement-consumer",
            "live",
            new io.settlement.consumer.live.LiveSettingsDocument(Duration.ZERO, Duration.ZERO));

    private final String service;
    private final String name;
    private final DocumentSchema<?> schema;

    private FollowedDocument(String service, String name, DocumentSchema<?> schema) {
        this.service = service;
        this.name = name;
        this.schema = schema;
    }

    @Override
    public String dataId() {
        return service + "-" + name;
    }

    @Override
    public Format format() {
        return Format.JSON;
    }

    @Override
    public boolean isReplacedAtStart() {
        return false;
    }

    @Override
    public Optional<String> followedBy() {
        return Optional.of(service);
    }

    /** None: its fields are not those of a record that is bound. */
    @Override
    public SortedSet<String> keys() {
        return Collections.emptySortedSet();
    }

    @Override
    public void check(String content) {
        try {
            schema.read(content);
        } catch (IllegalArgumentException wrong) {
            throw new UnusableDocument(List.of(fileName() + ": " + DocumentText.oneLine(wrong)));
        }
    }

    /** Whether it says nothing. Services refuse that where it said something. */
    public boolean isEmpty(String content) {
        return isEmpty(schema, content);
    }

    private static <T> boolean isEmpty(DocumentSchema<T> schema, String content) {
        return schema.isEmpty(schema.read(content));
    }
}

package io.settlement.nacosconfig;

import io.settlement.producer.admission.FlowRuleDocument;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * The producers' flow rules, in Sentinel's own JSON. An operator's to push while services run, so a start takes none back.
 * Held against the resources of the largest deployment that there can be; a producer knows how many shards it has.
 */
public final class FlowRulesDocument implements Document {

    /** What the API document lists; a test holds them against it. */
    static final List<String> ENDPOINTS = List.of(
            "GET /v1/accounts",
            "GET /v1/accounts/{accountId}",
            "GET /v1/accounts/{accountId}/balance",
            "GET /v1/accounts/{accountId}/statement",
            "GET /v1/transfers",
            "GET /v1/transfers/by-key",
            "GET /v1/transfers/{transferId}",
            "POST /v1/accounts",
            "POST /v1/accounts/{accountId}/close",
            "POST /v1/accounts/{accountId}/deposits",
            "POST /v1/accounts/{accountId}/freeze",
            "POST /v1/accounts/{accountId}/unfreeze",
            "POST /v1/accounts/{accountId}/withdrawals",
            "POST /v1/transfers",
            "POST /v1/transfers/bulk",
            "PUT /v1/accounts/{accountId}/credit-limit");

    private static final int MOST_SHARDS = 32;

    public static final FlowRulesDocument INSTANCE = new FlowRulesDocument();

    private final FlowRuleDocument rules = new FlowRuleDocument(resources());

    private FlowRulesDocument() {}

    private static SortedSet<String> resources() {
        var resources = new TreeSet<>(ENDPOINTS);
        IntStream.range(0, MOST_SHARDS).forEach(shard -> resources.add("debit shard-" + shard));
        return resources;
    }

    @Override
    public String dataId() {
        return "settlement-producer-flow-rules";
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
        return Optional.of("settlement-producer");
    }

    /** None: it is a list of rules, whose fields are Sentinel's. */
    @Override
    public SortedSet<String> keys() {
        return Collections.emptySortedSet();
    }

    @Override
    public void check(String content) {
        try {
            rules.read(content);
        } catch (IllegalArgumentException wrong) {
            throw new UnusableDocument(List.of(fileName() + ": " + DocumentText.oneLine(wrong)));
        }
    }

    /** Whether it lifts all rules. Producers refuse that where they have some. */
    public boolean isEmpty(String content) {
        return rules.isEmpty(rules.read(content));
    }
}

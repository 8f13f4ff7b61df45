package io.settlement.nacosconfig;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** What a rule may be for, in the largest deployment that there can be. */
final class RuleResources {

    /** What the API document lists; a test holds them against it. */
    static final List<String> ENDPOINTS = List.of(
            "GET /v1/accounts",
            "GET /v1/accounts/{accountId}",
            "GET /v1/accounts/{accountId}/balance",
            "GET /v1/accounts/{accountId}/statement",
            "GET /v1/operate/figures",
            "GET /v1/operate/health",
            "GET /v1/operate/instances",
            "GET /v1/operate/parked",
            "GET /v1/operate/transfers/{transferId}",
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

    private RuleResources() {}

    static SortedSet<String> endpoints() {
        return new TreeSet<>(ENDPOINTS);
    }

    static SortedSet<String> all() {
        var resources = endpoints();
        IntStream.range(0, MOST_SHARDS).forEach(shard -> resources.add("debit shard-" + shard));
        return resources;
    }
}

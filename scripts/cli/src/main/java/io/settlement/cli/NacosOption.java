package io.settlement.cli;

import io.settlement.cli.input.Refused;
import io.settlement.client.nacos.NacosProducers;
import io.settlement.client.nacos.NacosRegistry;
import java.util.Map;
import picocli.CommandLine.Option;

/** A Nacos that names the producers, with their weights. */
final class NacosOption {

    private static final String SERVERS = "SETTLEMENT_NACOS";
    private static final String USERNAME = "NACOS_USERNAME";
    private static final String PASSWORD = "NACOS_PASSWORD";

    @Option(
            names = "--nacos",
            paramLabel = "HOST:PORT",
            description = "find the producers in this Nacos, by their weights there (" + SERVERS
                    + "); its account comes from " + USERNAME + " and " + PASSWORD)
    private String servers;

    @Option(names = "--nacos-namespace", paramLabel = "ID", description = "id of the namespace there (settlement)")
    private String namespace = "settlement";

    boolean isTyped() {
        return servers != null;
    }

    boolean isGiven(Map<String, String> environment) {
        return isTyped() || !environment.getOrDefault(SERVERS, "").isBlank();
    }

    /** Followed until the process ends, which is soon. */
    NacosProducers producers(Map<String, String> environment) {
        var producers = NacosProducers.follow(registry(environment));
        if (!producers.hasTold()) {
            producers.close();
            throw new NacosTrouble(producers + "; check --nacos, its namespace and account, and that a producer runs.");
        }
        return producers;
    }

    private NacosRegistry registry(Map<String, String> environment) {
        try {
            return NacosRegistry.at(isTyped() ? servers : environment.get(SERVERS))
                    .withNamespace(namespace)
                    .withAccount(environment.getOrDefault(USERNAME, ""), environment.getOrDefault(PASSWORD, ""));
        } catch (IllegalArgumentException wrong) {
            throw new Refused(wrong.getMessage() + ".", wrong);
        }
    }
}

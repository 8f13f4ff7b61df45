package io.settlement.localstack.control;

import io.settlement.localstack.Broker;
import io.settlement.localstack.Credentials;
import io.settlement.localstack.NacosServer;
import io.settlement.sharding.ShardingProperties;
import io.settlement.sharding.ShardingProperties.Database;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The configuration file of one service process: where its engines are and who it is there. Holds passwords. Everything
 * else comes from Nacos, and from the service's own defaults below that.
 *
 * @param sharding asked for at the start only, because secrets are generated with the engines' data
 * @param drain how long a stopping service serves on after it has signed off in Nacos, for callers that have not heard of it
 */
record ServiceConfiguration(
        int port,
        Supplier<ShardingProperties> sharding,
        String nameServer,
        Broker broker,
        String nacosAddress,
        NacosServer nacos,
        Duration drain) {

    static final String GROUP = "SETTLEMENT";

    /** One property a line, each value quoted: no value can become anything but text. */
    String text() {
        return text(properties());
    }

    static String text(Map<String, String> properties) {
        return properties.entrySet().stream()
                .map(property -> property.getKey() + ": " + quoted(property.getValue()) + "\n")
                .collect(Collectors.joining());
    }

    private Map<String, String> properties() {
        var properties = new LinkedHashMap<String, String>();
        properties.put("server.port", Integer.toString(port));
        properties.put("management.server.port", Integer.toString(port + StackPorts.MANAGEMENT));
        addNacos(properties);
        properties.putAll(rocketMq(nameServer, broker.application()));
        properties.putAll(sharding(sharding.get()));
        return properties;
    }

    private void addNacos(Map<String, String> properties) {
        var account = nacos.application();
        properties.put("settlement.nacos.server-addr", nacosAddress);
        properties.put("settlement.nacos.namespace", nacos.namespace());
        properties.put("settlement.nacos.group", GROUP);
        properties.put("settlement.nacos.username", account.user());
        properties.put("settlement.nacos.password", account.password());
        properties.put("spring.cloud.nacos.discovery.graceful-shutdown-wait-time", Long.toString(drain.toMillis()));
    }

    static Map<String, String> rocketMq(String nameServer, Credentials account) {
        var properties = new LinkedHashMap<String, String>();
        properties.put("settlement.rocketmq.name-servers", nameServer);
        properties.put("settlement.rocketmq.access-key", account.user());
        properties.put("settlement.rocketmq.secret-key", account.password());
        return properties;
    }

    /** As a service and {@code migrate} read it. */
    static Map<String, String> sharding(ShardingProperties sharding) {
        var properties = new LinkedHashMap<String, String>();
        properties.put("settlement.sharding.cluster-id", sharding.clusterId());
        properties.put("settlement.sharding.slot-map", sharding.slotMap());
        addDatabase(properties, "settlement.sharding.control", sharding.control());
        for (int shard = 0; shard < sharding.shards().size(); shard++) {
            addDatabase(
                    properties,
                    "settlement.sharding.shards[" + shard + "]",
                    sharding.shards().get(shard));
        }
        return properties;
    }

    private static void addDatabase(Map<String, String> properties, String prefix, Database database) {
        properties.put(prefix + ".jdbc-url", database.jdbcUrl());
        properties.put(prefix + ".username", database.username());
        properties.put(prefix + ".password", database.password());
    }

    static String quoted(String value) {
        return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}

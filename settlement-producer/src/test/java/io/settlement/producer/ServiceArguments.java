package io.settlement.producer;

import io.settlement.localstack.NacosServer;
import io.settlement.localstack.RocketMq;
import io.settlement.sharding.ShardingProperties;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command line of a whole producer on a test's shards and broker, on free ports. */
final class ServiceArguments {

    private ServiceArguments() {}

    /** Without a Nacos. */
    static List<String> of(ShardingProperties sharding, RocketMq broker) {
        var arguments = withoutNacos(sharding, broker);
        arguments.add("--settlement.nacos.enabled=false");
        return arguments;
    }

    /** Configured by this Nacos, but not registered there; what it follows is kept in the folder. */
    static List<String> of(ShardingProperties sharding, RocketMq broker, NacosServer nacos, Path live) {
        var arguments = withoutNacos(sharding, broker);
        arguments.add("--settlement.nacos.server-addr=" + nacos.address());
        arguments.add("--settlement.nacos.namespace=" + nacos.namespace());
        arguments.add("--settlement.nacos.username=" + nacos.application().user());
        arguments.add("--settlement.nacos.password=" + nacos.application().password());
        arguments.add("--spring.cloud.nacos.discovery.enabled=false");
        arguments.add("--settlement.live.folder=" + live);
        return arguments;
    }

    private static List<String> withoutNacos(ShardingProperties sharding, RocketMq broker) {
        var account = broker.broker().application();
        List<String> arguments = new ArrayList<>(List.of(
                "--server.port=0",
                "--management.server.port=0",
                "--settlement.rocketmq.name-servers=" + broker.nameServer().address(),
                "--settlement.rocketmq.access-key=" + account.user(),
                "--settlement.rocketmq.secret-key=" + account.password(),
                "--settlement.sharding.cluster-id=" + sharding.clusterId(),
                "--settlement.sharding.slot-map=" + sharding.slotMap()));
        add(arguments, "control", sharding.control());
        for (int shard = 0; shard < sharding.shards().size(); shard++) {
            add(arguments, "shards[" + shard + "]", sharding.shards().get(shard));
        }
        return arguments;
    }

    private static void add(List<String> arguments, String name, ShardingProperties.Database database) {
        var key = "--settlement.sharding." + name;
        arguments.add(key + ".jdbc-url=" + database.jdbcUrl());
        arguments.add(key + ".username=" + database.username());
        arguments.add(key + ".password=" + database.password());
    }
}

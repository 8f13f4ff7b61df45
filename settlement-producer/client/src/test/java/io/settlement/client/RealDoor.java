package io.settlement.client;

import io.settlement.access.ApiKeys;
import io.settlement.access.KeyText;
import io.settlement.access.Scope;
import io.settlement.contract.Topics;
import io.settlement.ledger.ActingOwner;
import io.settlement.localstack.TestEngines;
import io.settlement.producer.SettlementProducerApplication;
import io.settlement.sharding.ShardingProperties;
import io.settlement.testing.LedgerFixture;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/** A whole producer over real shards and a real broker, without a Nacos and without a consumer. */
final class RealDoor implements AutoCloseable {

    private final LedgerFixture cluster = LedgerFixture.of(2);
    private final ConfigurableApplicationContext service;
    private final String operator;

    RealDoor() {
        var broker = TestEngines.rocketMq().broker();
        try (var admin = broker.admin()) {
            admin.createTopic(Topics.TRANSFERS_DEBITED, 4);
            admin.createGroup(Topics.PRODUCER_GROUP);
            admin.allow(broker.application(), List.of(Topics.TRANSFERS_DEBITED), List.of(Topics.PRODUCER_GROUP));
        }
        operator = keyFor(ActingOwner.ANY);
        service = new SpringApplicationBuilder(SettlementProducerApplication.class)
                .run(arguments(cluster.properties()).toArray(String[]::new));
    }

    private String keyFor(ActingOwner owner) {
        var key = KeyText.random(new SecureRandom());
        ApiKeys.in(cluster.control()).store(key, owner, EnumSet.allOf(Scope.class), "test");
        return key.text();
    }

    private static List<String> arguments(ShardingProperties sharding) {
        var engines = TestEngines.rocketMq();
        var account = engines.broker().application();
        List<String> arguments = new ArrayList<>(List.of(
                "--server.port=0",
                "--management.server.port=0",
                "--settlement.nacos.enabled=false",
                "--settlement.rocketmq.name-servers=" + engines.nameServer().address(),
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

    int port() {
        return ((WebServerApplicationContext) service).getWebServer().getPort();
    }

    String operator() {
        return operator;
    }

    LedgerFixture cluster() {
        return cluster;
    }

    @Override
    public void close() {
        service.close();
        cluster.assertConserved();
        cluster.close();
    }
}

package io.settlement.localstack.control;

import io.settlement.localstack.Broker;
import java.util.LinkedHashMap;

/**
 * The configuration file that the operator's tools find in the data folder: the databases as the services reach them,
 * and the broker's administrator, since dead letters and a group's offsets are out of the services' reach.
 */
record OperatorConfiguration(Databases databases, Broker broker) {

    String text() {
        var properties = new LinkedHashMap<>(ServiceConfiguration.sharding(databases.forServices()));
        properties.putAll(ServiceConfiguration.rocketMq(broker.nameServer(), broker.administrator()));
        return ServiceConfiguration.text(properties);
    }
}

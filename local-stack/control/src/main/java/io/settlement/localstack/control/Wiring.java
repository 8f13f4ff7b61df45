package io.settlement.localstack.control;

import io.settlement.localstack.BrokerOptions;
import io.settlement.sharding.ShardingProperties;
import java.util.List;

/** How the services of a stack reach its engines. A drill puts itself in between. */
interface Wiring {

    Wiring DIRECT = (member, databases) -> databases;

    /** What one service process is told of the databases. */
    ShardingProperties databases(String member, ShardingProperties direct);

    default BrokerOptions broker(BrokerOptions options) {
        return options;
    }

    /** Where services find the name server. */
    default String nameServer(String address) {
        return address;
    }

    /** Where services find Nacos. */
    default String nacos(String address) {
        return address;
    }

    /** How a service process is started. */
    default List<String> command(String member, List<String> command) {
        return command;
    }
}

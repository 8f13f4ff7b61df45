package io.settlement.bench.engine;

import io.settlement.bench.workload.Population;
import io.settlement.ledger.AccountId;
import io.settlement.sharding.ShardingProperties;
import java.net.URI;
import java.util.List;

/** This project's services, running as {@code scripts/up} starts them, on the engines that all contenders share. */
public interface SettlementSystem extends Engines {

    URI producer();

    /** What opens the producer's door, for any owner's accounts. */
    String operatorKey();

    /** Its shards, as the services know them. */
    ShardingProperties sharding();

    /** The accounts of a population by position; opened and funded when they are asked for first. */
    List<AccountId> accounts(Population population) throws Exception;
}
